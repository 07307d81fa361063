import type { Rollback } from '../facts/operations/rollback-code.ts'
import { rollbacksOf } from '../facts/operations/rollbacks.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `rollback`. */
export const rollback: Check = {
  id: 'rollback',
  title: 'Rollback procedure documented',
  proof: 'reading',
  lesson: '3-4-cloud-deployment#the-way-back',
  revision: 5,
  needs: ['documents', 'workflows', 'tasks'],
  lookedFor: 'Steps or commands that bring the earlier version back: in the documents, as a workflow, or as a task or script (`kubectl rollout undo`, redeploying an earlier image, moving a model\'s alias back).',
  levels: {
    present: 'The documents, a workflow or a script give the steps or commands that bring the earlier version back.',
    partial: 'Rollback is mentioned without steps.',
    missing: 'No way back was found.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const all = rollbacksOf(facts)
  const place = ({ path, line, says }: Rollback): FileEvidence => fileEvidence(facts, path, line, says)
  const procedures = all.filter((one) => one.procedure && one.flaw === null).map(place)
  if (isNonEmpty(procedures)) return present(procedures, { found: `${procedures[0].path} says how to bring the earlier version back: ${procedures[0].says}` })
  const [first] = all
  const evidence = all.map(place)
  if (first === undefined || !isNonEmpty(evidence)) {
    return missing({ found: 'No way back to an earlier version was found in the documents, workflows, tasks or scripts.', next: 'Write down, beside the deployment, what to type when a release is bad: how to find the earlier version, how to bring it back, and how to see that it serves again.' })
  }
  if (first.flaw !== null) {
    const against = all.filter((one) => one.flaw !== null).map((one) => ({ ...place(one), says: `${one.says}: ${one.flaw ?? ''}` }))
    return partial(evidence, { found: `${first.path} would bring the earlier version back, but ${first.flaw}.`, against, next: `Make the rollback in ${first.path} one that can be started, and try it once.` })
  }
  return partial(evidence, { found: foundOf(first), next: `Turn it into a procedure in the README or docs: the command that lists the earlier versions, the one that brings one back, and how to check that it serves.` })
}

function foundOf({ from, path, says }: Rollback): string {
  switch (from) {
    case 'code': return `${says} can bring an earlier version back; nothing says when and how to run it.`
    case 'settings': return `${path} leaves the way back to the platform (${says}); nothing says what a person does.`
    case 'document': case 'workflow': case 'task': return `${path} mentions rolling back without saying how: ${says}`
  }
}
