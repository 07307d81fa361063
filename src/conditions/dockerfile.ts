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
    const counted = all.filter(({ counts, written }) => counts && (text === null || written.text.includes(text)))
    const [other] = all
    const says = ({ keyword, text: given }: WrittenInstruction): string => `${keyword} ${given}`
    const near = other === undefined ? null : fileEvidence(facts, other.path, other.written.line, other.counts ? says(other.written) : `${says(other.written)}: not in the image that comes out`)
    return sightingOf(counted.map(({ path, written }) => ({ place: fileEvidence(facts, path, written.line, says(written)), why: null })), near)
  },
}

type Placed = { readonly path: string; readonly written: WrittenInstruction; readonly counts: boolean }

/** The instructions of the project's own images; where no image is the project's, of all but those that a person develops in. */
function instructionsOf(facts: RepositoryFacts): readonly Placed[] {
  const containers = containersOf(facts).filter(({ purpose }) => purpose !== 'workspace')
  const own = containers.filter(({ purpose }) => purpose === 'project')
  return (own.length > 0 ? own : containers).flatMap(({ path }) => {
    const read = fileAt(facts, path)?.facts
    if (read?.kind !== 'dockerfile') return []
    const result = resultOf(read.tree.stages)
    const kept = result.flatMap((stage) => stage.instructions)
    return read.tree.stages.flatMap((stage) => stage.instructions.map((written): Placed => ({
      path, written,
      counts: WORK.has(written.keyword) || (kept.includes(written) && (!LAST.has(written.keyword) || kept.findLast(({ keyword }) => keyword === written.keyword) === written)),
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
