import { readRequirements } from '../../parse/requirements.ts'
import type { Extractor } from '../file-facts.ts'

/** Reads pip requirements files: `requirements.txt`, `requirements-dev.txt`, `dev_requirements.in`, `requirements/base.txt`. */
export const requirementsExtractor: Extractor = {
  id: 'requirements',
  revision: 1,
  reads: (path) => /(?:^|\/)(?:[^/]*requirements?[^/]*|requirements\/[^/]+|constraints)\.(?:txt|in|pip)$/i.test(path),
  extract: (text) => ({ facts: { kind: 'requirements', tree: readRequirements(text) }, problems: [] }),
}
