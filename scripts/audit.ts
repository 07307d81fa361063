// Asks the registry for known holes in the packages that the App runs with: exit code 1 where one is high or critical. Where the registry does not answer, it says so and ends with 0, since nothing is known then.
import { spawnSync } from 'node:child_process'
import { auditWords } from './audit-words.ts'

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'pipe', 'ignore'] })
const { isBad, says } = auditWords(stdout)
console.log(says)
process.exit(isBad ? 1 : 0)
