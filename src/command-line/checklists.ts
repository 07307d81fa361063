import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { withDigest } from '../flow/courses/kept-checklists.ts'
import { readChecklist } from '../grade/checklist.ts'
import type { Checklist } from '../model/checklist.ts'
import { PACKAGE_FOLDER } from './package-folder.ts'
import { errorCode } from '../operate/error-code.ts'

export type LoadedChecklist = { readonly ok: true; readonly checklist: Checklist } | { readonly ok: false; readonly says: string; /** The fault of reading the file, where that is what is wrong. */ readonly why?: string }

const FOLDER = new URL('checklists/', PACKAGE_FOLDER)

/** The checklist of a file, or one that comes with the package; what is wrong comes back as lines of `file:line:column: what was expected`. */
export function loadChecklist(file: string | null, shipped: 'production-readiness' | 'practices'): LoadedChecklist {
  const path = file ?? fileURLToPath(new URL(`${shipped}.yml`, FOLDER))
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const why = errorCode(error)
    return { ok: false, says: `${path}: the checklist cannot be read (${why})`, why }
  }
  const reading = readChecklist(text, loadSchema('checklist'))
  if (reading.ok) return { ok: true, checklist: withDigest(reading) }
  return { ok: false, says: reading.problems.map((problem) => `${path}:${problem.line}:${problem.column}: ${problem.says}`).join('\n') }
}

const schemas = new Map<string, object>()

/** One of the schemas that come with the package. */
export function loadSchema(name: 'checklist' | 'capstone' | 'course'): object {
  const loaded = schemas.get(name)
  if (loaded !== undefined) return loaded
  const schema: unknown = JSON.parse(readFileSync(new URL(`${name}.schema.json`, FOLDER), 'utf8'))
  if (typeof schema !== 'object' || schema === null) throw new Error(`checklists/${name}.schema.json holds no schema`)
  schemas.set(name, schema)
  return schema
}

/** The schemas by which a course's file and its checklist are read. */
export function courseSchemas(): { readonly course: object; readonly checklist: object } {
  return { course: loadSchema('course'), checklist: loadSchema('checklist') }
}
