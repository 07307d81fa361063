import type { CommandName } from '../../model/command.ts'

/** How a command is written, what it does, and an example. `form` stands behind the name. */
export type CommandWords = { readonly form: string; readonly does: string; readonly example: string }

/** The words of every command, for `/help` and the documentation. */
export const COMMAND_WORDS: Readonly<Record<CommandName, CommandWords>> = {
  help: { form: '', does: 'what can be asked here, and by whom', example: '/help' },
  status: { form: '', does: 'where the work stands: items, steps, the next thing to do', example: '/status' },
  check: { form: '[part, step, item or criterion]', does: 'look at the newest commit again', example: '/check health' },
  why: { form: '<item, criterion or step>', does: 'what was looked for and found, where, and on whose word the verdict rests', example: '/why health' },
  hint: { form: '<item, criterion or step> [1-3]', does: 'a hint: 1 is the idea, 2 the place and the tool, 3 the shape of the answer', example: '/hint 3.2 2' },
  'what-if': { form: '<item or criterion>', does: 'what the grade would be with it in place, where grades are shown; else what it weighs', example: '/what-if health' },
  done: { form: '<step> <what you saw>', does: 'say that a step is done that only a person can see', example: '/done 4.3 The log shows each prediction with its latency; p95 stayed at 40 ms.' },
  add: { form: '<title>', does: 'add an item of your own, for the staff to judge', example: '/add The service was load-tested with 200 requests a second' },
  dispute: { form: '<item, criterion or step> <reason>', does: 'ask the staff to look at a verdict again', example: '/dispute health The route is in app/probes.py, line 12' },
  notify: { form: '[on or off] [release, disputes, steps]', does: 'be mentioned in a comment when a grade is released, a dispute answered or a step done', example: '/notify on steps' },
  feedback: { form: '<1-5> <words>', does: 'tell the staff how the capstone was, for them alone: 5 is best', example: '/feedback 4 The drift check was the part to remember' },
  join: { form: '<code>', does: 'bring a repository of another account into a course, by its owner or an admin of it', example: '/join sparrow-27-umbrella' },
  set: { form: '<item, criterion or step> <outcome, share or level> <reason>', does: 'decide an outcome, a share of an item\'s credit (80% or 4/5), or the level of an item that people grade; the App\'s own verdict stays underneath', example: '/set health verified Shown in the lab on Monday' },
  clear: { form: '<item, criterion or step>', does: 'take a decision back, so that the App\'s own verdict holds', example: '/clear health' },
  excuse: { form: '<item or criterion> <reason>', does: 'leave something out of the count', example: '/excuse drift-monitoring-active No production data in this group' },
  extend: { form: '<date> <reason>', does: 'set another day by which the work of this repository is due; which push counts goes by it', example: '/extend 2026-12-20 Agreed by mail' },
  close: { form: '<item, criterion or step> <reason>', does: 'close a dispute; who opened it takes it back by this', example: '/close health The route was found' },
  regrade: { form: '', does: 'judge the default branch and every open pull request anew', example: '/regrade' },
  pause: { form: '<reason>', does: 'publish nothing here until it resumes', example: '/pause The group is being put together anew' },
  resume: { form: '', does: 'publish again, at once', example: '/resume' },
}

/** A command as it is written: `/why <item, criterion or step>`. */
export function formOf(name: CommandName): string {
  const { form } = COMMAND_WORDS[name]
  return form === '' ? `/${name}` : `/${name} ${form}`
}
