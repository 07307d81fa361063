import { pausedBy } from '../../grade/newest-decision.ts'
import { COMMAND_NAMES, type Command, type CommandName } from '../../model/command.ts'
import { groupOf, isStaff } from '../../model/role.ts'
import { nearestNames } from '../../parse/near-names.ts'
import { notAllowed, unknownCommand } from '../../report/answers/not-answered.ts'
import { replyBody, type AnsweredCommand } from '../../report/answers/reply.ts'
import { ANSWERS } from './list.ts'
import { told, type Answered, type Answering, type Asked, type KnownCommand, type Scene } from './command-parts.ts'
import { answerPaused } from './paused.ts'
import { roleOf } from './role.ts'
import { sceneNow, sceneOf } from './scene.ts'
import { isAnswered, writeAnswer } from './write-answer.ts'
import { authorityOf } from '../decisions/authority.ts'
import { capstoneMark } from '../publishing/capstone-mark.ts'
import type { Evaluated } from '../evaluation.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import { onNumber, pointsPlace } from '../publishing/take-points-away.ts'
import { endOfTrouble } from '../trouble.ts'

const LOST: Evaluated = { kind: 'dropped', says: 'its lease was lost' }

/**
 * Answers the commands of one comment: carries out what its writer may ask for, marks what is to be judged after it, puts a reaction to the comment, and writes one
 * comment in reply. Each of these is harmless to do again, so that work that broke off is done from its beginning.
 */
export async function answerCommand(asked: Asked, parts: Answering): Promise<Evaluated> {
  const { target, port, repository, item, isHeld } = asked
  if (await isAnswered(repository.id, target.commentId, parts.publications)) return { kind: 'done', writes: 0 }
  const role = await roleOf(target.person, asked, target.commands.some(needsParticipant), parts)
  if (!role.ok) return endOfTrouble(role.trouble)
  const pause = isStaff(role.value) ? null : pausedBy(await parts.decisions.decisionsOf(asked.course.id, repository.id))
  if (pause !== null) return isHeld() ? answerPaused(asked, pause, parts) : LOST
  const scene = await sceneOf(asked, role.value, parts)
  if (!scene.ok) return endOfTrouble(scene.trouble)
  if (!isHeld()) return LOST
  const done = await answerAll(scene.value, parts)
  if (!done.ok) return endOfTrouble(done.trouble)
  if (!isHeld()) return LOST
  const reaction = done.value.some((one) => one.reaction === '+1') ? '+1' : 'eyes'
  const reacted = await port.react(repository, target.commentId, reaction)
  // Who takes the comment back needs no answer.
  if (!reacted.ok && reacted.trouble.kind === 'gone') return { kind: 'dropped', says: 'the comment is not there any more' }
  if (!reacted.ok && reacted.trouble.kind !== 'locked' && reacted.trouble.kind !== 'forbidden' && reacted.trouble.kind !== 'refused') return endOfTrouble(reacted.trouble)
  if (!isHeld()) return LOST
  const body = replyBody(done.value, target.left, { ...target, login: target.person.login, repositoryUrl: scene.value.record?.repository.url ?? null })
  const holdsPoints = done.value.some((one) => one.holdsPoints === true)
  const present = holdsPoints ? await port.repository(repository.id) : null
  if (present !== null && !present.ok) return endOfTrouble(present.trouble)
  if (present !== null && !present.value.private) {
    // Public by now, and no webhook told of it yet: answered as there, and what holds points goes.
    await parts.hosting.saveRepositories([present.value], parts.now())
    await parts.work.mark([capstoneMark(item, parts.now(), 'publicized')], parts.now())
    return answerCommand({ ...asked, repository: present.value }, parts)
  }
  // Noted before it is written, so that it is found wherever this breaks off.
  if (holdsPoints) await parts.publications.record({ ...pointsPlace(repository.id, target.commentId), remoteId: null, digest: onNumber(target.number), at: parts.now() })
  const written = await writeAnswer(port, repository, target, body, parts)
  if (!written.ok) return endOfTrouble(written.trouble)
  parts.log.info('commands of a comment were answered', { work: item.id, repository: repository.id, person: target.person.id, commands: target.commands.flatMap((command) => (command.known ? [command.name] : [])).join(' ') })
  return { kind: 'done', writes: 2 }
}

/** Answers each command in its order, by how things stand after those before it, then marks what they left to be judged. */
async function answerAll(first: Scene, parts: Answering): Promise<FromGitHub<readonly (Answered & AnsweredCommand)[]>> {
  const done: (Answered & AnsweredCommand)[] = []
  let scene = first
  for (const command of first.target.commands) {
    if (done.at(-1)?.reaction === '+1') scene = await sceneNow(first, first.role, first.pull, parts)
    const answered = command.known ? await answerKnown(command, scene, parts) : told(unknownCommand(command.name, nearCommands(command)))
    if (!answered.ok) return answered
    done.push({ name: isKept(command, scene) ? null : command.name, ...answered.value })
  }
  await parts.work.mark(done.flatMap(({ marks = [] }) => marks), parts.now())
  return { ok: true, value: done }
}

function needsParticipant(command: Command): boolean {
  return command.known && (command.name === 'help' || command.name === 'close' || groupOf(command.name) === 'participant')
}

/** Of what is about a person, not even the command is said again where everybody can read it. */
function isKept(command: Command, { role, repository }: Scene): boolean {
  if (!command.known) return false
  const authority = authorityOf(command.name, role, { private: repository.private, ownDispute: false })
  return authority.allowed && authority.text === 'kept'
}

function answerKnown(command: KnownCommand, scene: Scene, parts: Answering): Promise<FromGitHub<Answered>> {
  const { role, repository } = scene
  const { name } = command
  // A code of a course goes its own way, and nothing is said of it. Whose dispute a `/close` is about is found out where it is answered.
  const authority = authorityOf(name, role, { private: repository.private, ownDispute: role === 'participant' })
  if (name === 'join' || !authority.allowed) return Promise.resolve(told(notAllowed(name, role)))
  return ANSWERS[name](command, scene, parts, authority.text)
}

function nearCommands({ name }: Command): readonly CommandName[] {
  const near = new Set(nearestNames(name, COMMAND_NAMES))
  return COMMAND_NAMES.filter((one) => near.has(one) && one !== 'join').slice(0, 2)
}
