import type { Probe, ProbeRefusal, ProbeResult, ProbeSilence, SeenMetrics } from '../model/probe.ts'
import type { FamilyGroup } from '../model/report-facts.ts'
import type { Layout } from './terminal-report.ts'
import { hanging, safeForTerminal } from './terminal-text.ts'

/** Why the App did not ask, each with what to do about it. */
const REFUSALS: Readonly<Record<ProbeRefusal, string>> = {
  'address': 'this is no address that can be asked. Write it as https://churn.example.edu, without blanks and backslashes.',
  'scheme': 'only https is asked. Give the address that begins with https://.',
  'credentials': 'an address with a user or password in it is not asked. Leave them out: health and metrics have to answer without.',
  'port': 'only port 443 is asked. Give an address without a port; the platform or a proxy answers there.',
  'name': 'this is a name of a private network, or none that the public DNS holds. Give the name that leads there from outside.',
  'host': 'neither a deployment of the repository nor the course names this host. See that the deployment status carries the address of the service.',
  'path': 'the path is no plain one: it begins with one slash and has no query, parameters or steps up.',
  'not-public': 'the name leads to an address of a private network or of this machine, and those are never asked. See that every address that DNS gives for it is public.',
  'redirect': 'the service answered that one should ask elsewhere, and redirects are not followed. Let it answer at this path itself.',
  'compressed': 'the service answered in a compressed form that was not asked for. Let it answer as it is where a request says "accept-encoding: identity".',
}

/** Why a service gave no answer, each with what to do about it. */
const SILENCES: Readonly<Record<ProbeSilence, string>> = {
  'name-not-found': 'DNS knows no such name. See that the service is deployed and the address written as the platform shows it.',
  'name-server': 'DNS did not answer for this name. It may pass; else see how the domain is set up.',
  'connection': 'nobody took the connection, or it broke off. See that the service runs, and its log.',
  'tls': 'no encrypted connection came about: the certificate has to be valid, for this name, and of a known authority.',
  'not-http': 'what answered does not speak HTTP/1.1 as it should.',
  'too-large': 'the answer is larger than is read: 64 KB of text, 16 KB of headers.',
  'time': 'it took longer than 5 seconds. A service that starts when it is asked may answer the next time; set a minimum of one instance, or load the model before it listens.',
}

const GROUPS: Readonly<Record<FamilyGroup, string>> = { model: 'of the model', http: 'of HTTP', other: 'others', process: 'of the process' }
const NAMED = 5

/** What one asking of a service saw, for a terminal: what was asked, what came of it, and what to do where nothing was seen. */
export function probeText({ what, url, path, asked, result }: Probe, { width, paint }: Layout): string {
  const heading = `${paint('heading', what)} ${paint('dim', safeForTerminal(asked ?? `${url} ${path}`))}`
  return [heading, ...linesOf(result).flatMap((line) => hanging('  ', safeForTerminal(line), width)), ''].join('\n')
}

function linesOf(result: ProbeResult): readonly string[] {
  switch (result.kind) {
    case 'refused': return [`Not asked, or not read: ${REFUSALS[result.why]}`, ...(result.to === null || result.to === '' ? [] : [`It leads to ${result.to}`])]
    case 'no-answer': return [`No answer${result.status === null ? '' : ` beyond status ${result.status}`}: ${SILENCES[result.why]}${result.detail === null ? '' : ` (${result.detail})`}`]
    case 'answered': return [
      `Answered ${result.status} in ${result.milliseconds} ms: ${result.contentType ?? 'no content type'}, ${result.bytes} ${result.bytes === 1 ? 'byte' : 'bytes'}`,
      ...(result.excerpt === '' || result.metrics?.kind === 'families' ? [] : [result.excerpt]), ...(result.metrics === null ? [] : metricsLines(result.metrics)),
    ]
  }
}

function metricsLines(metrics: SeenMetrics): readonly string[] {
  if (metrics.kind === 'unreadable') return [`This is not the text that Prometheus reads: line ${metrics.line} is ${metrics.says}.`]
  const groups = (Object.keys(GROUPS) as readonly FamilyGroup[]).flatMap((group) => {
    const names = metrics.families.filter((family) => family.group === group).map(({ name }) => name)
    return names.length === 0 ? [] : [`${names.length} ${GROUPS[group]}: ${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ' …' : ''}`]
  })
  return [`${metrics.count} ${metrics.count === 1 ? 'family' : 'families'} of metrics${metrics.count > metrics.families.length ? `, of which ${metrics.families.length} are listed` : ''}.`, ...groups]
}
