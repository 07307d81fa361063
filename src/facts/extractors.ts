import { actionExtractor, jenkinsExtractor, workflowExtractor } from './ci/workflow-extractors.ts'
import { justfileExtractor, makefileExtractor } from './commands/runner-extractors.ts'
import { shellExtractor } from './commands/shell-extractor.ts'
import { dockerfileExtractor } from './containers/dockerfile-extractor.ts'
import { requirementsExtractor } from './dependencies/requirements-extractor.ts'
import { documentExtractor } from './documents/document-extractor.ts'
import type { Extractor } from './file-facts.ts'
import { terraformExtractor } from './operations/terraform-extractor.ts'
import { notebookExtractor, pythonExtractor } from './python/extractor.ts'
import { iniExtractor } from './settings/ini-extractor.ts'
import { jsonExtractor } from './settings/json-extractor.ts'
import { linesExtractor } from './settings/lines-extractor.ts'
import { tomlExtractor } from './settings/toml-extractor.ts'
import { yamlExtractor } from './settings/yaml-extractor.ts'

/** What reads files, in order: the first that accepts a path reads it. */
export const EXTRACTORS: readonly Extractor[] = [
  pythonExtractor, notebookExtractor,
  workflowExtractor, actionExtractor, jenkinsExtractor, makefileExtractor, justfileExtractor, shellExtractor,
  requirementsExtractor, documentExtractor, terraformExtractor,
  yamlExtractor, jsonExtractor, tomlExtractor, iniExtractor, linesExtractor,
  dockerfileExtractor,
]
