import type { FolderContents } from './folders.ts'

const KIND = '(?:unit|integration|e2e|end_to_end|functional|behaviou?ral|acceptance|system|api)'
const TEST_FILE = new RegExp(`^(?:tests?|test[-_0-9A-Z].*|.*[-_]test|${KIND}[-_]tests|(?:smoke|load|stress|sanity)test|conftest)\\.py$`)
const TEST_FOLDER = new RegExp(`^(?:tests?|testing|e2e|${KIND}[-_]?tests?)$`)
const MAYBE_TEST_FOLDER = /(?:^|[-_])tests?(?:[-_]|$)/

/** Whether pytest or unittest would collect the file by its name, or it is named as tests are. Whether it holds tests is for its content to say. */
export function isTestFile(name: string): boolean {
  return TEST_FILE.test(name)
}

/**
 * Whether a folder is for tests: by a name that means nothing else (`tests`, `integration_test`),
 * or by a name that may (`data_units_tests`) together with a file that is named as tests are.
 */
export function isTestFolder(folder: string, name: string, folders: FolderContents): boolean {
  const lower = name.toLowerCase()
  if (TEST_FOLDER.test(lower)) return true
  return MAYBE_TEST_FOLDER.test(lower) && [...folders.get(folder) ?? []].some(isTestFile)
}
