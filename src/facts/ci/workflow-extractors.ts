import { readAction, readWorkflow } from '../../parse/workflow/read-workflow.ts'
import type { Extractor } from '../file-facts.ts'

/** Reads the workflows of GitHub Actions. */
export const workflowExtractor: Extractor = {
  id: 'workflow',
  revision: 3,
  reads: (path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path),
  extract: (text, path) => {
    const workflow = readWorkflow(text)
    return { facts: { kind: 'workflow', workflow }, problems: workflow.invalid ? [{ path, line: workflow.invalid.line, says: workflow.invalid.reason }] : [] }
  },
}

/** Reads actions of the repository itself. */
export const actionExtractor: Extractor = {
  id: 'action',
  revision: 1,
  reads: (path) => /(?:^|\/)action\.ya?ml$/.test(path),
  extract: (text) => ({ facts: { kind: 'action', action: readAction(text) }, problems: [] }),
}

/** Keeps Jenkins pipelines as text: their commands are texts inside Groovy. */
export const jenkinsExtractor: Extractor = {
  id: 'jenkins',
  revision: 1,
  reads: (path) => /(?:^|\/)(?:Jenkinsfile(?:[._-][\w.-]+)?|[\w.-]*jenkins[\w.-]*\.pipeline|[\w.-]+\.jenkins(?:file)?|jenkins[\w.-]*\.groovy)$/i.test(path),
  extract: (text) => ({ facts: { kind: 'jenkins', text: text.slice(0, 200_000) }, problems: [] }),
}
