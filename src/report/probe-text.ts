import type { Probe, ProbeResult, SeenMetrics } from '../model/probe.ts'
import type { FamilyGroup } from '../model/report-facts.ts'
import { REFUSAL_WORDS, SILENCE_WORDS } from './words/probe-words.ts'
import type { Layout } from './formats/terminal-report.ts'
import { hanging, safeForTerminal } from './text/terminal-text.ts'

const GROUPS: Readonly<Record<FamilyGroup, string>> = { model: 'of the model', http: 'of HTTP', other: 'others', process: 'of the process' }
const NAMED = 5

/** What one asking of a service saw, for a terminal: what was asked, what came of it, and what to do where nothing was seen. */
export function probeText({ what, url, path, asked, result }: Probe, { width, paint }: Layout): string {
  const heading = `${paint('heading', what)} ${paint('dim', safeForTerminal(asked ?? `${url} ${path}`))}`
  return [heading, ...linesOf(result).flatMap((line) => hanging('  ', safeForTerminal(line), width)), ''].join('\n')
}

function linesOf(result: ProbeResult): readonly string[] {
  switch (result.kind) {
    case 'refused': return [`Not asked, or not read: ${wordsOf(REFUSAL_WORDS[result.why])}`, ...(result.to === null || result.to === '' ? [] : [`It leads to ${result.to}`])]
    case 'no-answer': return [`No answer${result.status === null ? '' : ` beyond status ${result.status}`}: ${wordsOf(SILENCE_WORDS[result.why])}${result.detail === null ? '' : ` (${result.detail})`}`]
    case 'answered': return [
      `Answered ${result.status} in ${result.milliseconds} ms: ${result.contentType ?? 'no content type'}, ${result.bytes} ${result.bytes === 1 ? 'byte' : 'bytes'}`,
      ...(result.excerpt === '' || result.metrics?.kind === 'families' ? [] : [result.excerpt]), ...(result.metrics === null ? [] : metricsLines(result.metrics)),
    ]
  }
}

function wordsOf({ says, next }: { readonly says: string; readonly next: string }): string {
  return `${says}.${next === '' ? '' : ` ${next}`}`
}

function metricsLines(metrics: SeenMetrics): readonly string[] {
  if (metrics.kind === 'unreadable') return [`This is not the text that Prometheus reads: line ${metrics.line} is ${metrics.says}.`]
  const groups = (Object.keys(GROUPS) as readonly FamilyGroup[]).flatMap((group) => {
    const names = metrics.families.filter((family) => family.group === group).map(({ name }) => name)
    return names.length === 0 ? [] : [`${names.length} ${GROUPS[group]}: ${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ' …' : ''}`]
  })
  return [`${metrics.count} ${metrics.count === 1 ? 'family' : 'families'} of metrics${metrics.count > metrics.families.length ? `, of which ${metrics.families.length} are listed` : ''}.`, ...groups]
}
