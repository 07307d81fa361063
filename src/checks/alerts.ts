import { alarmCallsOf } from '../facts/operations/alarm-calls.ts'
import { alertReceiversOf } from '../facts/operations/alert-routing.ts'
import { ALERT_SOURCES, alertRulesOf } from '../facts/operations/alert-rules.ts'
import { ciNoticesOf } from '../facts/operations/ci-notices.ts'
import { failureMailsOf } from '../facts/operations/failure-mails.ts'
import { noticesOf, type Notice } from '../facts/operations/notices.ts'
import { thresholdLogsOf } from '../facts/operations/threshold-logs.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence, NonEmpty } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `alerts`. */
export const alerts: Check = {
  id: 'alerts',
  title: 'Alerts defined',
  proof: 'reading',
  lesson: '4-2-monitoring#alerts',
  revision: 12,
  needs: ['python', 'configuration', 'infrastructure', 'workflows'],
  lookedFor: 'Alert rules as configuration (Prometheus, Alertmanager, Grafana, CloudWatch, Google, Azure …), or code that sends a notice (mail, Slack, PagerDuty …) when a threshold is crossed.',
  levels: {
    present: 'Alert rules stand in the configuration, or code sends a notice when a threshold is crossed.',
    partial: 'A crossed threshold is logged or printed only, or a notice tells of failures of CI only.',
    missing: 'Nothing tells anybody.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const alerting = [...rulesOf(facts), ...thresholdNotices(facts)]
  if (isNonEmpty(alerting)) return present(alerting, { found: `${alerting[0].says} (${alerting[0].path}).` })
  const [idle] = idleOf(facts)
  if (idle !== undefined) return partial(idle.places, { found: `${idle.places[0].says} (${idle.places[0].path}).`, against: idle.places, next: idle.next(idle.places[0].path) })
  const quiet = thresholdLogsOf(facts).map(({ path, line, test }) => fileEvidence(facts, path, line, `Crossing a threshold is only logged or reported: ${test}`))
  const runs = runNotices(facts)
  const some = [...quiet, ...runs]
  if (isNonEmpty(some)) {
    const next = quiet.length > 0
      ? `Send a notice (mail, Slack, a webhook) where ${some[0].path} sees the threshold crossed, or write it as an alert rule over the exposed metrics.`
      : `Add an alert on the service or the model itself (error rate, latency, drift) beside the notice in ${some[0].path}: an alert rule, or a notice that is sent when a threshold is crossed.`
    return partial(some, { found: `${some[0].says} (${some[0].path}); no alert rule and no notice on a threshold was found.`, next })
  }
  return missing({ found: 'No alert rule, alarm or notice was found.', next: 'Choose one number that shows trouble (error rate, latency, drift) and write an alert rule for it, loaded by Prometheus, Grafana or the cloud\'s monitoring.' })
}

function rulesOf(facts: RepositoryFacts): readonly FileEvidence[] {
  return [
    ...alertRulesOf(facts).filter((rule) => rule.loaded).map(({ path, line, source, name }) => fileEvidence(facts, path, line, `${ALERT_SOURCES[source]} alert rule ${name}`)),
    ...alarmCallsOf(facts).filter((alarm) => alarm.role !== 'notebook').map(({ path, line, source }) => fileEvidence(facts, path, line, `Alarm in ${source}`)),
  ]
}

function thresholdNotices(facts: RepositoryFacts): readonly FileEvidence[] {
  return [
    ...noticesOf(facts).filter((notice) => notice.cause === 'threshold' && notice.used && !notice.notebook).map((notice) => noticeEvidence(facts, notice, 'is sent when a threshold is crossed')),
    ...ciNoticesOf(facts).filter((notice) => notice.cause === 'threshold' && notice.inactive === null).map(({ path, line, channel }) => fileEvidence(facts, path, line, `Notice of a workflow by ${channel}, sent on a finding of monitoring`)),
  ]
}

type Idle = { readonly places: NonEmpty<FileEvidence>; readonly next: (path: string) => string }

/** Rules and notices that are written down and cannot reach anybody as things stand, each kind with the step that is missing. */
function idleOf(facts: RepositoryFacts): readonly Idle[] {
  const notices = noticesOf(facts).filter((notice) => notice.cause === 'threshold')
  const kinds: readonly { readonly places: readonly FileEvidence[]; readonly next: Idle['next'] }[] = [
    {
      places: alertRulesOf(facts).filter((rule) => !rule.loaded && rule.source !== 'prometheus').map(({ path, line, name }) => fileEvidence(facts, path, line, `No Terraform code uses the module that declares the alarm ${name}`)),
      next: (path) => `Add a \`module\` block to the environment's Terraform code whose source is the folder of ${path}, with the metric and the threshold to watch.`,
    },
    {
      places: alertRulesOf(facts).filter((rule) => !rule.loaded && rule.source === 'prometheus').map(({ path, line, name }) => fileEvidence(facts, path, line, `The Prometheus configuration does not load the alert rule ${name}`)),
      next: (path) => `Name ${path} under \`rule_files\` of the Prometheus configuration, and mount it where that path points.`,
    },
    {
      places: notices.filter((notice) => !notice.notebook && !notice.used).map((notice) => noticeEvidence(facts, notice, 'stands in code that nothing calls')),
      next: (path) => `Call it from what runs by itself (the service, a scheduled flow), so that ${path} can send.`,
    },
    {
      places: [
        ...alarmCallsOf(facts).filter((alarm) => alarm.role === 'notebook').map(({ path, line, source }) => fileEvidence(facts, path, line, `A notebook sets up an alarm in ${source}`)),
        ...notices.filter((notice) => notice.notebook).map((notice) => noticeEvidence(facts, notice, 'is sent from a notebook only')),
      ],
      next: (path) => `Move it from ${path} into a script or the infrastructure code, so that it is set up without a person.`,
    },
    {
      places: alertReceiversOf(facts).filter((receiver) => receiver.sends.length > 0).map(({ path, line, name }) => fileEvidence(facts, path, line, `The receiver ${name} is set up and no alert rule was found`)),
      next: (path) => `Write the first rule that sends to the receiver in ${path}: an expression over a metric of the service, and for how long it must hold.`,
    },
  ]
  return kinds.flatMap(({ places, next }) => isNonEmpty(places) ? [{ places, next }] : [])
}

/** Notices that tell of a run, not of the service or the model. */
function runNotices(facts: RepositoryFacts): readonly FileEvidence[] {
  return [
    ...noticesOf(facts).filter((notice) => (notice.cause === 'failure' || notice.cause === 'event') && notice.used).map((notice) => noticeEvidence(facts, notice, 'tells of a run')),
    ...ciNoticesOf(facts).map(({ path, line, channel }) => fileEvidence(facts, path, line, `A workflow tells of its own run by ${channel}`)),
    ...failureMailsOf(facts).map(({ path, line }) => fileEvidence(facts, path, line, 'Airflow mails when a task fails')),
  ]
}

function noticeEvidence(facts: RepositoryFacts, { path, line, channel }: Notice, what: string): FileEvidence {
  return fileEvidence(facts, path, line, `A notice by ${channel} ${what}`)
}
