import { mayHoldEvidence } from '../checks/frame/needs.ts'
import { containersOf } from '../facts/containers/containers.ts'
import { fileAt, fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { DockerStage, WrittenInstruction } from '../parse/dockerfile/tree.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { sightingOf } from './frame/sightings.ts'

/** Instructions that do work wherever they stand; the others say what the image that comes out is. */
const WORK: ReadonlySet<string> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'ARG', 'ONBUILD'])
/** Of these the last one counts. */
const LAST: ReadonlySet<string> = new Set(['USER', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'WORKDIR', 'STOPSIGNAL', 'SHELL'])

/** An instruction in a Dockerfile of the project, with a text in it where one is asked for. */
export const dockerfile: ConditionCheck<'dockerfile'> = {
  kind: 'dockerfile',
  revision: 1,
  describe: ({ instruction, text }) => `a Dockerfile with ${instruction}${text === null ? '' : ` and \`${text}\` in it`}`,
  next: ({ instruction, text }) => `Add ${instruction}${text === null ? '' : ` with \`${text}\``} to the Dockerfile of the service.`,
  mayStandIn: (_, path) => mayHoldEvidence(path, ['containers']),
  look: ({ instruction, text }, facts) => {
    const all = instructionsOf(facts).filter(({ written }) => written.keyword === instruction && !(instruction === 'HEALTHCHECK' && /^none\b/i.test(written.text)))
    const counted = all.filter(({ apart, written }) => apart === null && (text === null || written.text.includes(text)))
    const other = all.find(({ apart }) => apart === null) ?? all[0]
    const says = ({ keyword, text: given }: WrittenInstruction): string => `${keyword} ${given}`
    const near = other === undefined ? null : fileEvidence(facts, other.path, other.written.line, `${says(other.written)}${other.apart === null ? '' : `: ${other.apart}`}`)
    return sightingOf(counted.map(({ path, written }) => ({ place: fileEvidence(facts, path, written.line, says(written)), why: null })), near)
  },
}

/** `apart` says why an instruction does not count. */
type Placed = { readonly path: string; readonly written: WrittenInstruction; readonly apart: string | null }

/** The instructions of all images; those of the project's own count, and where no image is the project's, those of all but where a person develops. */
function instructionsOf(facts: RepositoryFacts): readonly Placed[] {
  const containers = containersOf(facts)
  const hasOwn = containers.some(({ purpose }) => purpose === 'project')
  return containers.flatMap(({ path, purpose }) => {
    const read = fileAt(facts, path)?.facts
    if (read?.kind !== 'dockerfile') return []
    const result = resultOf(read.tree.stages)
    const kept = result.flatMap((stage) => stage.instructions)
    const image = purpose === 'workspace' ? 'the image of a place to work in' : hasOwn && purpose === 'tool' ? 'the image of a tool, not of the project' : null
    return read.tree.stages.flatMap((stage) => stage.instructions.map((written): Placed => ({
      path, written,
      apart: image ?? (WORK.has(written.keyword) || (kept.includes(written) && (!LAST.has(written.keyword) || kept.findLast(({ keyword }) => keyword === written.keyword) === written)) ? null : 'not in the image that comes out'),
    })))
  })
}

/** The stage that the image comes from, behind those it is built on. */
function resultOf(stages: readonly DockerStage[]): readonly DockerStage[] {
  const chain: DockerStage[] = []
  let stage = stages.at(-1)
  while (stage !== undefined && !chain.includes(stage) && chain.length < 50) {
    chain.unshift(stage)
    const base = stage.from.toLowerCase()
    const index = stages.indexOf(stage)
    stage = stages.find((other, at) => at < index && (other.name === base || String(at) === base))
  }
  return chain
}
