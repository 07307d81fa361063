import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { keywordOf, positionalOf, type Call } from '../python/calls.ts'
import { wordsIn } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'

/** Libraries that send to people, by resolved name. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/^smtplib\.\w+\(\)\.(?:sendmail|send_message)$|^aiosmtplib\.send$|^yagmail\.SMTP\(\)\.send$|^redmail\.|^(?:django\.core\.mail|airflow\.utils\.email)\.send_|^flask_mail\.Mail\(\)\.send$|^fastapi_mail\.FastMail\(\)\.send_message$|^prefect_email\.email_send_message|^emails\..*\.send$/, 'mail'],
  [/^sendgrid\..*\.send$|^mailjet_rest\..*\.create$|^resend\.Emails\.send$|^postmarker\..*\.send$|^azure\.communication\.email\..*\.begin_send$/, 'mail'],
  [/^boto3\..*\.(?:send_email|send_raw_email|send_templated_email)$/, 'Amazon SES'],
  [/^slack(?:_sdk|clients?|_bolt)?\..*\.(?:chat_postMessage|files_upload(?:_v2)?|send|send_dict)$|^slackweb\..*\.notify$|^slack_webhook\..*\.post$|^prefect_slack\./, 'Slack'],
  [/^prefect\.blocks\.notifications\.\w+(?:\.load)?(?:\(\))?.*\.notify$/, 'a Prefect notification block'],
  [/^pymsteams\..*\.send$/, 'Teams'],
  [/^discord_webhook\..*\.execute$|^discord\..*\.send$|^dhooks\..*\.send$/, 'Discord'],
  [/^(?:telegram|telebot|telegram_send|aiogram|telethon|pyrogram)\b.*\.(?:send_message|send)$/, 'Telegram'],
  [/^(?:pdpyras|pagerduty|pypd)\..*\.(?:trigger|create|send_event)$/, 'PagerDuty'],
  [/^opsgenie_sdk\..*\.create_alert$/, 'Opsgenie'],
  [/^twilio\..*\.create$/, 'Twilio'],
  [/^apprise\..*\.notify$/, 'Apprise'],
  [/^(?:wandb\.alert|wandb\.init\(\)\.alert|wandb\.run\.alert)$/, 'a W&B alert'],
  [/^plyer\.notification\.notify$/, 'a desktop notification'],
  [/^github\.Github\(\)\..*\.create_issue$/, 'a GitHub issue'],
]

/** Operators of Airflow and hooks of orchestrators whose one purpose is a notice. */
const OPERATORS = /^(?:\w*(?:Email|Slack|Telegram|Discord|Pagerduty|PagerDuty|SnsPublish|Opsgenie|OpsGenie|MSTeams|Teams)\w*(?:Operator|Notifier|Webhook|Hook)|send_(?:smtp|slack|sns|pagerduty|discord|opsgenie|apprise)_notif\w*|SimpleHttpNotifier)$/

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/slack/i, 'Slack'], [/discord/i, 'Discord'], [/telegram/i, 'Telegram'], [/teams|webhook\.office/i, 'Teams'], [/pagerduty/i, 'PagerDuty'], [/opsgenie/i, 'Opsgenie'], [/mattermost/i, 'Mattermost'],
  [/alertmanager/i, 'Alertmanager'], [/mailgun|sendgrid|resend\.com|brevo|mailjet/i, 'mail'], [/ntfy|pushover|pushbullet|chat\.googleapis|feishu|larksuite|dingtalk|notify-api\.line/i, 'a chat service'],
  [/api\.github\.com\S*\/issues/i, 'a GitHub issue'], [/web_?hook/i, 'a webhook'],
]

/** Where a call sends a message to people (`Slack`, `mail`…); null where it sends none. */
export function channelOf(call: Call, tree: PythonTree): string | null {
  const named = BY_NAME.find(([pattern]) => pattern.test(call.name))
  if (named !== undefined) return named[1]
  const last = call.name.slice(call.name.lastIndexOf('.') + 1)
  if (OPERATORS.test(last) && /^(?:airflow|plugins|prefect|dagster)\b/.test(call.name)) return `${last} of ${call.name.split('.')[0] === 'airflow' ? 'Airflow' : 'the orchestrator'}`
  if (call.method === 'publish' && (keywordOf(call, 'TopicArn') ?? keywordOf(call, 'TargetArn') ?? keywordOf(call, 'PhoneNumber')) !== null) return 'Amazon SNS'
  if (/^boto3\b.*\.Topic\(\)\.publish$/.test(call.name)) return 'Amazon SNS'
  if (/^send_(?:raw_)?email$/.test(call.method) && (keywordOf(call, 'Destination') ?? keywordOf(call, 'RawMessage') ?? keywordOf(call, 'Destinations')) !== null) return 'Amazon SES'
  if (call.method === 'sendmail') return 'mail'
  if (!isPost(call)) return null
  // A client of its own keeps the address elsewhere; its name says where it sends.
  const around = [...call.context.classes, ...call.context.functions].map((one) => one.name).join(' ')
  return PLACES.find(([pattern]) => pattern.test(addressOf(call, tree)))?.[1] ?? PLACES.find(([pattern]) => pattern.test(around))?.[1] ?? null
}

function isPost(call: Call): boolean {
  return /^(?:requests|httpx|aiohttp|urllib|urllib3|http)\b.*(?:post|request|urlopen|Request)$/.test(call.name) || call.method === 'post'
}

/** What tells where a request goes: the address itself, or the names it is kept under. */
function addressOf(call: Call, tree: PythonTree): string {
  const address = keywordOf(call, 'url') ?? (call.method === 'request' || call.method === 'Request' ? positionalOf(call, 1) ?? positionalOf(call, 0) : positionalOf(call, 0))
  return address === null ? '' : speaksOf(address, call, tree)
}

/** The words of an expression, with those of what its names were given in the file. */
export function speaksOf(expression: Expression, call: Pick<Call, 'context' | 'line'>, tree: PythonTree): string {
  const own = wordsIn(expression)
  const given = own.slice(0, 20).flatMap((word) => {
    const value = /^[A-Za-z_]\w*$/.test(word) ? namesOf(tree).valueOf(word, call.context, call.line) : null
    return value === null ? [] : wordsIn(value)
  })
  return [...own, ...given].join(' ').slice(0, 2000)
}
