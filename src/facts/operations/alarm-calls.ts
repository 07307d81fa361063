import { memoise } from '../memoise.ts'
import { livingCommandsOf } from '../commands/every-command.ts'
import { callsOf } from '../python/calls.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A place that sets up an alarm in a monitoring service: code or a command. `source` names the service. */
export type AlarmCall = { readonly source: string; readonly path: string; readonly line: number; readonly role: 'code' | 'notebook' | 'command' }

const CALLS: readonly (readonly [RegExp, string])[] = [
  [/\.put_(?:metric|composite)_alarm$/, 'CloudWatch'],
  [/^aws_cdk\..*\.(?:Alarm|CfnAlarm|CompositeAlarm|create_alarm)$|^aws_cdk\..*\.create_alarm$|^pulumi_aws\.cloudwatch\.(?:MetricAlarm|CompositeAlarm)$/, 'CloudWatch'],
  [/\.create_alert_policy$|^pulumi_gcp\.monitoring\.AlertPolicy$/, 'Google Cloud Monitoring'],
  [/\.(?:metric_alerts|scheduled_query_rules|activity_log_alerts)\.(?:begin_)?create_or_update$|^pulumi_azure\w*\..*MetricAlert\w*$/, 'Azure Monitor'],
  [/^azure\.ai\.ml\b.*\.AlertNotification$|^azureml\b.*\.AlertConfiguration$/, 'Azure ML'],
  [/\.model_monitoring\.(?:EmailAlertConfig|AlertConfig)$/, 'Vertex AI'],
  [/^datadog\.api\.Monitor\.create$|^datadog_api_client\..*\.create_monitor$/, 'Datadog'],
]

const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/^aws cloudwatch put-(?:metric|composite)-alarm\b/, 'CloudWatch'],
  [/^gcloud (?:alpha |beta )?monitoring policies create\b|^gcloud (?:alpha |beta )?ai model-monitoring-jobs create\b/, 'Google Cloud Monitoring'],
  [/^az monitor (?:metrics alert|scheduled-query|activity-log alert) create\b/, 'Azure Monitor'],
]

/** Every alarm that Python code or a command of the project sets up. */
export const alarmCallsOf = memoise((facts: RepositoryFacts): readonly AlarmCall[] => [
  ...modulesOf(facts).filter((module) => module.role === 'code' || module.role === 'notebook').flatMap(alarmCallsIn),
  ...livingCommandsOf(facts).flatMap((command): readonly AlarmCall[] => {
    const text = command.words.slice(0, 8).join(' ')
    const found = COMMANDS.find(([pattern]) => pattern.test(text))
    return found === undefined ? [] : [{ source: found[1], path: command.place.path, line: command.place.line, role: 'command' }]
  }),
])

const alarmCallsIn = memoise((module: PythonModule): readonly AlarmCall[] => callsOf(module.tree).flatMap((call): readonly AlarmCall[] => {
  const found = CALLS.find(([pattern]) => pattern.test(call.name) || (call.name === '' && pattern.test(`.${call.method}`)))
  return found === undefined ? [] : [{ source: found[1], path: module.path, line: call.line, role: module.role === 'notebook' ? 'notebook' : 'code' }]
}))
