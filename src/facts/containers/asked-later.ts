import type { CiCommand } from '../ci/ci-command.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { testRunOf } from '../commands/test-commands.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { clientScriptsOf } from '../tests/client-scripts.ts'
import { integrationTestsOf } from '../tests/integration-tests.ts'

const HERE = /\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b/

/** Whether a later command of the same script fails where this one did: it asks a service on this machine, and its own failure fails the job. */
export function isAskedLater(facts: RepositoryFacts, step: CiCommand): boolean {
  return ciOf(facts).commands.some((later) => later.workflow === step.workflow && later.job === step.job && later.jobStep === step.jobStep && later.place.path === step.place.path
    && later.place.line > step.place.line && later.masked === null && !later.background && asksHere(facts, later))
}

/** A test or asserting script that sends its requests to this machine, or a `curl` that fails on errors. */
function asksHere(facts: RepositoryFacts, command: CiCommand): boolean {
  const [tool = ''] = command.words
  if (tool === 'curl') return command.words.some((word) => /^-\w*f|^--fail/.test(word)) && command.words.some((word) => HERE.test(word))
  const run = testRunOf(command)
  if (run === null) return false
  const paths = [...(run.tool.endsWith('.py') ? [run.tool] : []), ...run.arguments.filter((word) => !word.startsWith('-'))].map((word) => normalPath(`${command.directory ?? '.'}/${word.split('::', 1)[0] ?? ''}`))
  const isMeant = (path: string): boolean => paths.some((one) => path === one || path.startsWith(`${one}/`) || path.endsWith(`/${one}`))
  return clientScriptsOf(facts).some(({ path, says, asserts }) => asserts && HERE.test(says) && isMeant(path))
    || integrationTestsOf(facts).some(({ test, meets, doubt }) => doubt === null && HERE.test(meets) && isMeant(test.module.path))
}
