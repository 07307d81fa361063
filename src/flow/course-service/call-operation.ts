import type { Course } from '../../model/course.ts'
import { MAY, type OperationId } from '../../model/role.ts'
import { checkAgainstSchema } from '../../parse/schema.ts'
import { OPERATIONS } from './list.ts'
import { refused, roleOfActor, type Actor, type Call, type Done, type Operation, type Refusal, type ServiceParts, type Target } from './operation.ts'
import { unsoundText } from './unsound-text.ts'
import { findRepository, findStudent } from './who.ts'

/**
 * Does one thing in a course for somebody: looks whether they may (`MAY`), whether what they ask has its form, and whom it is about; then does it. The one way in for the API and pages, and for what the command line decides. A refusal is a
 * value; what is none of one's own is refused as what is not there.
 */
export async function callOperation(id: OperationId, actor: Actor, course: Course, input: unknown, parts: ServiceParts): Promise<Done> {
  const found = OPERATIONS.find((one) => one.id === id)
  const scope = MAY[id][roleOfActor(actor)]
  if (found === undefined) return refused('not-found', `${id} is nothing that can be done here`, 'See the description of the API for what can be.')
  if (scope === undefined) return notAllowed(id, actor)
  const problems = checkAgainstSchema(found.input, input)
  const [problem] = problems
  if (problem !== undefined) return { ok: false, refusal: { kind: 'invalid', says: problems.map(({ pointer, says }) => `${pointer === '' ? '' : `${pointer.slice(1)}: `}${says}`).join('; '), where: problem.pointer, next: 'Correct what is named, and ask again.' } }
  const unsound = unsoundText(input)
  if (unsound !== null) return refused('invalid', `${unsound.slice(1)}: holds a sign that no text has`, 'Write it without that sign; a file is sent as text in UTF-8.', unsound)
  const target = await targetOf(found, input, course, parts)
  if (target !== null && !target.ok) return scope === 'all' ? target : notOwn()
  const call: Call = { actor, scope, course, target: target?.value ?? null, parts }
  if (scope !== 'all' && !isOwn(call)) return notOwn()
  return found.run(input, call)
}

function notAllowed(id: OperationId, actor: Actor): { readonly ok: false; readonly refusal: Refusal } {
  const roles = Object.keys(MAY[id])
  const who = actor.kind === 'token' ? `a token of the role "${actor.role}"` : roleOfActor(actor) === 'stranger' ? 'somebody who is not of this course' : `${/^[aio]/.test(roleOfActor(actor)) ? 'an' : 'a'} ${roleOfActor(actor)}`
  return refused('not-allowed', `${id} is not for ${who}`, `It is for these roles: ${roles.join(', ')}.`)
}

/** The same whatever the word names: who may see their own alone learns nothing of others by asking. */
function notOwn(): Done {
  return refused('not-found', 'nothing of that name is among your own', 'Name the repository that you work on.', '/of')
}

async function targetOf({ about }: Operation, input: unknown, course: Course, parts: ServiceParts): Promise<Done<Target> | null> {
  const word: unknown = typeof input === 'object' && input !== null && 'of' in input ? input.of : null
  if (about === 'course' || typeof word !== 'string') return null
  return about === 'student' ? findStudent(word, course, parts) : findRepository(word, course, parts)
}

/** Whether a call is about a repository that the one who asks works on. */
function isOwn({ actor, target }: Call): boolean {
  const repository = target?.repository ?? null
  return actor.kind === 'person' && repository !== null && actor.works.includes(repository.id)
}
