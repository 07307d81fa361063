import { documentsOf } from '../facts/documents/documents.ts'
import { instructionsOf, type Instruction } from '../facts/documents/instructions.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `readme`. */
export const readme: Check = {
  id: 'readme',
  title: 'README says how to set up and run',
  proof: 'reading',
  lesson: '1-1-welcome-setup#a-readme-that-works',
  revision: 7,
  needs: ['documents'],
  lookedFor: 'A README at the front of the project with the commands that install what it needs and the commands that run it.',
  levels: {
    present: 'The README gives the commands that install and the commands that run.',
    partial: 'One of the two, or only links to where they are.',
    missing: 'Neither was found.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const front = documentsOf(facts).find((document) => document.front)
  const all = instructionsOf(facts)
  const own = all.filter((one) => one.where === 'front')
  const reached = own.length > 0 ? all.filter((one) => one.where !== 'elsewhere') : []
  const place = (one: Instruction): FileEvidence => fileEvidence(facts, one.path, one.line, one.text)
  const install = best(reached.filter((one) => one.installs))
  const run = install?.runs === true && install.broken === null ? install : best(reached.filter((one) => one.runs))
  const against = [install, run].flatMap((one) => one !== undefined && one.broken !== null ? [fileEvidence(facts, one.path, one.line, `${one.text}: ${one.broken}`)] : [])
  if (install !== undefined && run !== undefined) {
    const evidence = [place(install), ...(run === install ? [] : [place(run)])] as const
    if (against.length === 0) return present(evidence, { found: run === install ? `The README sets up and runs the project with \`${run.text}\`.` : `The README installs with \`${install.text}\` and runs with \`${run.text}\`.` })
    return partial(evidence, { found: `The README names commands that cannot work: ${against[0]?.says ?? ''}.`, against, next: `Follow ${install.path} in a fresh clone and correct the commands that name what is not there.` })
  }
  const one = install ?? run
  if (one !== undefined && one.broken === null) {
    return partial([place(one)], one === install
      ? { found: `${one.path} says how to install (\`${one.text}\`) and gives no command that runs the project.`, next: 'Add to the README the command that starts the service or the training, and what to expect when it works.' }
      : { found: `${one.path} says how to run (\`${one.text}\`) and gives no command that installs what is needed.`, next: 'Add to the README the command that installs the dependencies, before the one that runs the project.' })
  }
  const elsewhere = all.filter((other) => other.where !== 'front' && other.broken === null).sort((left, right) => Number(right.core) - Number(left.core) || depthOf(left.path) - depthOf(right.path))
  const [nearest] = elsewhere.filter((other) => other.linkedAt !== null)
  const places = [...(nearest === undefined || front === undefined ? [] : [fileEvidence(facts, front.path, nearest.linkedAt ?? 1, `leads to ${nearest.path}`)]), ...elsewhere.map(place)]
  const other = nearest ?? elsewhere[0]
  if (isNonEmpty(places) && other !== undefined) {
    return partial(places, { found: `${front === undefined ? 'There is no README at the front' : `${front.path} gives no commands`}; ${other.path} does (\`${other.text}\`).`, next: `Bring the two or three commands that install and run the project into ${front?.path ?? 'a README.md at the root'}, and link to ${other.path} for the rest.` })
  }
  const found = front === undefined ? 'There is no README at the front of the project.' : `${front.path} gives no command that installs or runs the project${against.length === 0 ? '' : ` and works: ${against[0]?.says ?? ''}`}.`
  return missing({ against, found, next: 'Write into the README the commands a stranger types in a fresh clone: one block to install, one to run.' })
}

function depthOf(path: string): number {
  return path.split('/').length
}

/** The command to show: one that works, that does the whole thing, the earliest in the front README. */
function best(list: readonly Instruction[]): Instruction | undefined {
  const working = list.filter((one) => one.broken === null)
  return working.find((one) => one.core) ?? working[0] ?? list[0]
}
