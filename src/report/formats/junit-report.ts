import type { Evidence } from '../../model/evidence.ts'
import type { AssessmentRecord, CriterionRecord } from '../../model/record.ts'
import { cleanLine } from '../text/clean-text.ts'
import { groupsOf } from '../groups.ts'
import { placeOf, wordsOf } from '../text/places.ts'
import { xmlAttribute, xmlText } from '../text/xml-text.ts'

type Verdict = 'passed' | 'failure' | 'skipped'
type Case = { readonly criterion: CriterionRecord; readonly required: boolean; readonly verdict: Verdict }
type Suite = { readonly title: string; readonly cases: readonly Case[] }

/**
 * The record as JUnit's XML, as Jenkins, GitLab and the reporters of GitHub read it: a suite a group, a case a criterion. A criterion in two groups is a case in both.
 * What is asked and not there is a failure with what was looked for, found and to do; what could not be seen, is excused or is not asked for is skipped.
 */
export function junitReport(record: AssessmentRecord): string {
  const suites = [...groupsOf(record.items), ...[...groupsOf(record.practices), ...groupsOf(record.own)].map(({ title, items }) => ({ title: `${title} (beside the checklist)`, items: items.map((item) => ({ ...item, required: false })) }))]
    .map(({ title, items }): Suite => ({ title, cases: casesOf(items, record) }))
  const { name, commit } = record.repository
  const title = `Capstone Coach: ${name}${commit === null ? '' : ` ${commit.slice(0, 7)}`}`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xmlAttribute(title)}" ${countsOf(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap((suite) => suiteLines(suite, record)),
    '</testsuites>',
    '',
  ].join('\n')
}

function casesOf(items: AssessmentRecord['items'], record: AssessmentRecord): readonly Case[] {
  const byId = new Map(record.criteria.map((criterion) => [criterion.id, criterion]))
  const requiredIds = new Set(items.filter(({ required }) => required).flatMap((item) => item.criteria))
  return [...new Set(items.flatMap((item) => item.criteria))].flatMap((id) => {
    const criterion = byId.get(id)
    return criterion === undefined ? [] : [{ criterion, required: requiredIds.has(id), verdict: verdictOf(criterion, requiredIds.has(id)) }]
  })
}

function verdictOf({ outcome, excused }: CriterionRecord, required: boolean): Verdict {
  if (outcome === 'verified' || outcome === 'present') return 'passed'
  return outcome === 'unknown' || excused !== null || !required ? 'skipped' : 'failure'
}

function countsOf(cases: readonly Case[]): string {
  const count = (verdict: Verdict): number => cases.filter((one) => one.verdict === verdict).length
  return `tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}" time="0"`
}

function suiteLines({ title, cases }: Suite, record: AssessmentRecord): readonly string[] {
  // The format's times have no zone and no fraction.
  const timestamp = record.repository.takenAt.slice(0, 19)
  return [
    `  <testsuite name="${xmlAttribute(title)}" ${countsOf(cases)} timestamp="${xmlAttribute(timestamp)}">`,
    ...cases.flatMap((one) => caseLines(one, title)),
    '  </testsuite>',
  ]
}

function caseLines({ criterion, required, verdict }: Case, group: string): readonly string[] {
  const first = [...criterion.evidence, ...criterion.against].find((one) => one.kind === 'file')
  const place = first === undefined ? '' : ` file="${xmlAttribute(first.path)}"${first.line > 0 ? ` line="${first.line}"` : ''}`
  const start = `    <testcase classname="${xmlAttribute(group)}" name="${xmlAttribute(`${criterion.title} (${criterion.id})`)}"${place} time="0"`
  if (verdict === 'passed') return [`${start}/>`]
  const message = xmlAttribute(cleanLine(`${criterion.outcome}: ${criterion.found}`, 900))
  if (verdict === 'skipped') return [`${start}>`, `      <skipped message="${message}${required ? '' : ' Not required.'}"/>`, '    </testcase>']
  return [`${start}>`, `      <failure type="${criterion.outcome}" message="${message}">${xmlText(failureText(criterion))}</failure>`, '    </testcase>']
}

function failureText(criterion: CriterionRecord): string {
  return [
    `Looked for: ${cleanLine(criterion.lookedFor, 2000)}`,
    `Found: ${cleanLine(criterion.found, 2000)}`,
    ...criterion.evidence.map((one) => `Where: ${placeLine(one)}`),
    ...criterion.against.map((one) => `Against: ${placeLine(one)}`),
    ...(criterion.blockedBy === null ? [] : [`Blocked by: ${criterion.blockedBy}`]),
    ...(criterion.next === '' ? [] : [`Next: ${cleanLine(criterion.next, 2000)}`]),
    ...(criterion.lesson === '' ? [] : [`Lesson: ${cleanLine(criterion.lesson, 200)}`]),
  ].join('\n')
}

function placeLine(evidence: Evidence): string {
  return cleanLine(`${placeOf(evidence)} ${wordsOf(evidence)}`, 600)
}
