import { memoise } from '../memoise.ts'
import { ciOf } from '../ci/ci-facts.ts'
import type { CiOrigin } from '../ci/ci-command.ts'
import { conditionsOf } from '../ci/conditions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A step of a workflow that sends a notice to people; `cause` is `threshold` where its condition or words speak of what monitoring found, else it tells of the run. */
export type CiNotice = { readonly channel: string; readonly cause: 'threshold' | 'failure'; readonly inactive: string | null; readonly path: string; readonly line: number }

const ACTIONS: readonly (readonly [RegExp, string])[] = [
  [/slack/i, 'Slack'], [/discord/i, 'Discord'], [/telegram/i, 'Telegram'], [/(?:ms|microsoft)-?teams|teams-notif/i, 'Teams'], [/send-?e?mail|action-send-mail|sendgrid/i, 'mail'], [/create-an-issue|create-issue/i, 'a GitHub issue'], [/pagerduty|opsgenie|pushover|ntfy|mattermost|google-chat/i, 'an alerting service'],
]
const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:curl|wget|http)\b.*(?:slack|discord|telegram|webhook|teams|pagerduty|opsgenie|mattermost|ntfy)/i, 'a webhook'], [/^gh issue create\b/, 'a GitHub issue'], [/^aws sns publish\b/, 'Amazon SNS'], [/^aws ses(?:v2)? send/, 'Amazon SES'], [/^(?:mail|mailx|mutt|sendmail|msmtp|swaks)\b/, 'mail'],
]
/** What a condition says where monitoring decides (`steps.drift.outputs.found`), and what a message says of it. */
const DECIDES = /drift|degrad|decay|anomal|threshold|accuracy|alert_?needed/i
const SPEAKS = /drift|degrad|decay|anomal|below .{0,30}threshold|accuracy .{0,30}(?:below|drop|fell)|threshold (?:exceeded|crossed)/i

/** Every notice that a GitHub workflow sends. */
export const ciNoticesOf = memoise((facts: RepositoryFacts): readonly CiNotice[] => {
  const { actions, commands } = ciOf(facts)
  return [
    ...actions.flatMap((action): readonly CiNotice[] => {
      const words = Object.values(action.with).join(' ').slice(0, 5000)
      const name = action.uses.split('@')[0] ?? ''
      const channel = name === 'actions/github-script' ? (/issues\.create\s*\(/.test(words) ? 'a GitHub issue' : null) : ACTIONS.find(([pattern]) => pattern.test(name))?.[1] ?? null
      return channel === null ? [] : [{ channel, cause: causeOf(facts, action, words, null), inactive: action.inactive, path: action.place.path, line: action.place.line }]
    }),
    ...commands.flatMap((command): readonly CiNotice[] => {
      const text = command.text.slice(0, 3000)
      const found = COMMANDS.find(([pattern]) => pattern.test(command.words.join(' ').slice(0, 2000)) || pattern.test(text))
      return found === undefined ? [] : [{ channel: found[1], cause: causeOf(facts, command, text, command.condition), inactive: command.inactive, path: command.place.path, line: command.place.line }]
    }),
  ]
})

function causeOf(facts: RepositoryFacts, origin: CiOrigin, words: string, condition: string | null): CiNotice['cause'] {
  const conditions = [conditionsOf(facts, origin), condition ?? ''].join(' ').trim()
  // A message alone says what a step is for only where something decides whether it is sent.
  if (origin.afterFailure && looksInVain(facts, origin)) return 'failure'
  const speaks = DECIDES.test(conditions) || ((origin.afterFailure || conditions !== '') && SPEAKS.test(`${words} ${origin.stepName ?? ''}`))
  return speaks ? 'threshold' : 'failure'
}

/** Whether each step before one that would look for a finding names what is not there: then it fails whatever the data are. */
function looksInVain(facts: RepositoryFacts, origin: CiOrigin): boolean {
  const looking = ciOf(facts).commands.filter((one) => one.workflow === origin.workflow && one.job === origin.job && one.jobStep < origin.jobStep && DECIDES.test(`${one.stepName ?? ''} ${one.text.slice(0, 3000)}`))
  return looking.length > 0 && looking.every((one) => one.broken !== null)
}
