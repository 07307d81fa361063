import type { CiUse } from '../ci/ci-checks.ts'
import type { Delivery } from '../commands/delivery-commands.ts'
import { platformNamed } from './platform-names.ts'

/** Where a delivery goes, as far as the files say it in letters: an expression or a variable is no name. */
export type DeliveryTarget = { readonly platform: string; readonly service: string | null; readonly region: string | null }

/** Flags that name the service or its region, of commands by their first words. */
const COMMANDS: readonly { readonly command: RegExp; readonly service: readonly string[]; readonly region: readonly string[]; readonly place?: RegExp }[] = [
  { command: /^gcloud (?:(?:beta|alpha) )?(?:run|functions|app) /, service: ['--service'], region: ['--region'], place: /^gcloud (?:(?:beta|alpha) )?(?:run|functions)(?: services| jobs)? (?:deploy|update|replace|create) ([^-\s]\S*)/ },
  { command: /^aws ecs /, service: ['--service', '--service-name'], region: ['--region'] }, { command: /^aws lambda /, service: ['--function-name'], region: ['--region'] },
  { command: /^aws apprunner /, service: ['--service-name'], region: ['--region'] }, { command: /^aws elasticbeanstalk /, service: ['--environment-name', '--application-name'], region: ['--region'] },
  { command: /^aws sagemaker /, service: ['--endpoint-name', '--model-name'], region: ['--region'] }, { command: /^eb /, service: [], region: ['--region', '-r'], place: /^eb (?:deploy|create) ([^-\s]\S*)/ },
  { command: /^az (?:webapp|functionapp|containerapp|container|ml) /, service: ['--name', '-n'], region: ['--location', '-l'] }, { command: /^az aks /, service: ['--name', '-n'], region: [] },
  { command: /^kubectl /, service: [], region: [], place: /(?:^| )(?:deployments?|deploy|statefulset)[ /]((?!-|\S*(?:\/|\.ya?ml))\S+)/ }, { command: /^helm /, service: [], region: [], place: /\b(?:upgrade|install)(?: --install| -i)? ([^-\s]\S*)/ },
  { command: /^(?:flyctl|fly) /, service: ['--app', '-a'], region: ['--region', '-r'] }, { command: /^railway /, service: ['--service', '-s'], region: [] },
  { command: /^git push /, service: [], region: [], place: /huggingface\.co\/spaces\/([\w.-]+\/[\w.-]+)/ }, { command: /^(?:huggingface-cli|hf) upload /, service: [], region: [], place: /upload ([^-\s]\S*)/ },
]
/** Inputs of actions that name the service, the likeliest first, and its region. */
const SERVICE_INPUTS = ['service', 'job', 'function-name', 'function_name', 'name', 'app-name', 'containerAppName', 'environment_name', 'app', 'space', 'huggingface_repo']
const REGION_INPUTS = ['region', 'location', 'aws-region', 'aws_region']
/** A name in letters: no expression, no variable, no line. */
const LITERAL = /^[\w./:@-]{1,100}$/

/** Where a delivery of a workflow goes; null where its words name no platform. */
export function targetOf({ step, delivery }: CiUse & { readonly delivery: Delivery }): DeliveryTarget | null {
  if (delivery.what !== 'deployment') return null
  const text = 'words' in step ? step.words.join(' ').slice(0, 1000) : step.uses
  const platform = platformNamed(text)
  if (platform === null) return null
  if (!('words' in step)) return { platform, service: inputOf(step.with, SERVICE_INPUTS), region: inputOf(step.with, REGION_INPUTS) }
  const rule = COMMANDS.find(({ command }) => command.test(text))
  if (rule === undefined) return { platform, service: null, region: null }
  return { platform, service: flagOf(step.words, rule.service) ?? literal(rule.place?.exec(text)?.[1]), region: flagOf(step.words, rule.region) }
}

/** A target in words: `Cloud Run service api in europe-west1`. */
export function targetWords({ platform, service, region }: DeliveryTarget): string {
  return `${platform}${service === null ? '' : `${/run|ecs|runner/i.test(platform) ? ' service' : ''} ${service}`}${region === null ? '' : ` in ${region}`}`
}

function inputOf(given: Readonly<Record<string, string>>, names: readonly string[]): string | null {
  return literal(names.filter((name) => Object.hasOwn(given, name)).map((name) => given[name]).find((value) => literal(value) !== null))
}

function flagOf(words: readonly string[], flags: readonly string[]): string | null {
  for (const [at, word] of words.entries()) {
    const flag = flags.find((one) => word === one || word.startsWith(`${one}=`))
    if (flag !== undefined) return literal(word === flag ? words[at + 1] : word.slice(flag.length + 1))
  }
  return null
}

function literal(value: string | undefined): string | null {
  return value !== undefined && LITERAL.test(value) ? value : null
}
