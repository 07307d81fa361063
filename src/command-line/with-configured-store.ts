import type { Environment } from '../github/connection.ts'
import { tellProblems, type Configuration, type CourseLoader } from '../operate/configuration.ts'
import { withEnvironmentFile } from '../operate/environment-file.ts'
import { readConfiguration } from '../operate/read-configuration.ts'
import type { Store } from '../store/open-store.ts'
import { withoutCourses } from './courses.ts'
import { EXIT_CODES } from './exit-codes.ts'
import { openConfiguredStore } from './open-configured-store.ts'
import type { Output } from './output.ts'

/** Opens the store that the settings name, gives what `use` makes of it and of them, and closes it whatever happened. Files of courses are not read unless `load` does so. Exit code 2, with all problems told, where the settings are wrong; throws where the store cannot be opened. */
export async function withConfiguredStore(output: Output, environment: Environment, use: (store: Store, configuration: Configuration) => Promise<number>, load: CourseLoader = withoutCourses): Promise<number> {
  const read = readConfiguration(withEnvironmentFile(environment, '.env'), load)
  if (!read.ok) {
    output.warn(`${tellProblems(read.problems)}\n`)
    return EXIT_CODES.usage
  }
  const store = await openConfiguredStore(read.configuration)
  try {
    return await use(store, read.configuration)
  } finally {
    await store.close()
  }
}
