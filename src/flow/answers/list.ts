import { answerCheck, answerHelp, answerHint, answerStatus, answerWhy } from './ask.ts'
import type { Answers } from './command-parts.ts'
import { answerClear, answerExcuse, answerExtend, answerPause, answerRegrade, answerResume, answerSet } from './decide.ts'
import { answerClose, answerDispute } from './dispute.ts'
import { answerNotify } from './notify.ts'
import { answerAdd, answerDone, answerFeedback } from './say.ts'
import { answerWhatIf } from './what-if.ts'

/** What answers each command. */
export const ANSWERS: Answers = {
  help: answerHelp, status: answerStatus, check: answerCheck, why: answerWhy, hint: answerHint, 'what-if': answerWhatIf, done: answerDone, add: answerAdd, dispute: answerDispute, notify: answerNotify, feedback: answerFeedback,
  set: answerSet, clear: answerClear, excuse: answerExcuse, extend: answerExtend, close: answerClose, regrade: answerRegrade, pause: answerPause, resume: answerResume,
}
