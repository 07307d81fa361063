import { malformed, invalid } from '../refused.ts'
import type { CheckAction, CheckAnnotation } from '../state/records.ts'
import { objectOf, textOf, type Json } from './route.ts'

const STATUSES = ['queued', 'in_progress', 'completed']
const CONCLUSIONS = ['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'timed_out']
const MOST_BYTES = 65_535
const LONGEST_TITLE = 255
const MOST_ANNOTATIONS = 50
const MOST_ACTIONS = 3
const LONGEST_OF_ACTION = { label: 20, description: 40, identifier: 20 }
const LEVELS = ['notice', 'warning', 'failure']

/** What is asked of a check run's fields, read and found within GitHub's limits. */
export type CheckFields = {
  readonly name: string | null; readonly externalId: string | null; readonly detailsUrl: string | null; readonly status: string | null; readonly conclusion: string | null
  readonly output: { readonly title: string | null; readonly summary: string | null; readonly text: string | null } | null
  readonly annotations: readonly CheckAnnotation[]
  readonly actions: readonly CheckAction[] | null
}

/** Reads the body that makes or changes a check run, or gives GitHub's refusal of it. */
export function readCheckFields(body: Json): CheckFields | Response {
  const status = textOf(body, 'status')
  const conclusion = textOf(body, 'conclusion')
  if (status !== null && !STATUSES.includes(status)) return malformed(`${JSON.stringify(status)} is not a member of ${JSON.stringify(STATUSES)}.`)
  if (conclusion !== null && !CONCLUSIONS.includes(conclusion)) return malformed(`${JSON.stringify(conclusion)} is not a member of ${JSON.stringify(CONCLUSIONS)}.`)
  if (status === 'completed' && conclusion === null) return malformed('Missing conclusion: a completed check run needs one.')
  const output = objectOf(body, 'output')
  const refusal = output === null ? null : refuseOutput(output)
  if (refusal !== null) return refusal
  const annotations = annotationsOf(output)
  if (annotations instanceof Response) return annotations
  const actions = actionsOf(body)
  if (actions instanceof Response) return actions
  return {
    name: textOf(body, 'name'), externalId: textOf(body, 'external_id'), detailsUrl: textOf(body, 'details_url'), status: conclusion === null ? status : 'completed', conclusion,
    output: output === null ? null : { title: textOf(output, 'title'), summary: textOf(output, 'summary'), text: textOf(output, 'text') }, annotations, actions,
  }
}

function refuseOutput(output: Json): Response | null {
  if (textOf(output, 'summary') === null) return malformed('"summary" wasn\'t supplied.')
  const title = textOf(output, 'title')
  if (title !== null && title.length > LONGEST_TITLE) return malformed(`Only ${LONGEST_TITLE} characters are allowed; ${title.length} were supplied.`)
  for (const field of ['summary', 'text']) {
    if (Buffer.byteLength(textOf(output, field) ?? '') > MOST_BYTES) return invalid('CheckRun', field, `${field} exceeds a maximum bytesize of ${MOST_BYTES}`)
  }
  return null
}

function annotationsOf(output: Json | null): readonly CheckAnnotation[] | Response {
  const given = output?.['annotations']
  if (given === undefined) return []
  if (!Array.isArray(given)) return malformed('"annotations" is not an array.')
  if (given.length > MOST_ANNOTATIONS) return malformed(`No more than ${MOST_ANNOTATIONS} items are allowed; ${given.length} were supplied.`)
  const read: CheckAnnotation[] = []
  for (const one of given as readonly Json[]) {
    const [path, level, message] = [textOf(one, 'path'), textOf(one, 'annotation_level'), textOf(one, 'message')]
    const [start, end] = [one['start_line'], one['end_line']]
    const title = textOf(one, 'title')
    const details = textOf(one, 'raw_details')
    if (path === null || path === '' || message === null || level === null || !LEVELS.includes(level) || !isLine(start) || !isLine(end) || end < start) return malformed(`${JSON.stringify(one).slice(0, 200)} is not a valid annotation.`)
    if ((title ?? '').length > LONGEST_TITLE) return malformed(`Only ${LONGEST_TITLE} characters are allowed; ${(title ?? '').length} were supplied.`)
    if (Buffer.byteLength(message) > MOST_BYTES || Buffer.byteLength(details ?? '') > MOST_BYTES) return invalid('CheckAnnotation', 'message', `message exceeds a maximum bytesize of ${MOST_BYTES}`)
    read.push({ path, start_line: start, end_line: end, annotation_level: level, message, title, raw_details: details })
  }
  return read
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function actionsOf(body: Json): readonly CheckAction[] | null | Response {
  const given = body['actions']
  if (given === undefined) return null
  if (!Array.isArray(given)) return malformed('"actions" is not an array.')
  if (given.length > MOST_ACTIONS) return malformed(`No more than ${MOST_ACTIONS} items are allowed; ${given.length} were supplied.`)
  const read: CheckAction[] = []
  for (const one of given as readonly Json[]) {
    const [label, description, identifier] = [textOf(one, 'label'), textOf(one, 'description'), textOf(one, 'identifier')]
    if (label === null || description === null || identifier === null) return malformed('"label", "description" and "identifier" weren\'t supplied.')
    for (const [field, most] of Object.entries(LONGEST_OF_ACTION)) {
      const length = (textOf(one, field) ?? '').length
      if (length > most) return malformed(`Only ${most} characters are allowed; ${length} were supplied.`)
    }
    read.push({ label, description, identifier })
  }
  return read
}
