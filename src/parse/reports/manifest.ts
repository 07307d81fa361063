import type { ManifestFile, ManifestReport } from '../../model/report-facts.ts'
import { asList, asMap, asText, type Json, type JsonMap } from '../json.ts'
import { KEPT } from './limits.ts'
import { NO_REPORT, unreadable, type ReportReading } from './reading.ts'
import { shortText } from './short-text.ts'

/** What a bundle is called: in its manifest, as a folder that is committed, as an artifact. */
export const BUNDLE_NAME = 'capstone-evidence'

/** Whether data says that it is the manifest of a bundle. */
export function isManifest(value: Json): boolean {
  return asMap(value)?.['bundle'] === BUNDLE_NAME
}

/** Reads the manifest of a bundle, schema 1 (schemas/evidence.schema.json, docs/evidence.md). One that does not keep to the schema is refused, with what was expected. */
export function readManifest(path: string, value: Json): ReportReading<ManifestReport> {
  const root = asMap(value)
  if (root === null || !isManifest(root)) return NO_REPORT
  if (root['schema'] !== 1) return unreadable('the manifest has another "schema" than 1, which is the one that can be read')
  const madeBy = makerOf(root['madeBy'])
  const takenAt = shortText(asText(root['takenAt']), 40)
  const list = asList(root['files'])
  const commit = root['commit'] === null ? null : commitOf(root['commit'])
  if (madeBy === null || takenAt === null || list === null || commit === undefined || !/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(takenAt)) {
    return unreadable('the manifest needs "commit" (40 or 64 hexadecimal digits, or null), "takenAt" (a moment as in 2026-01-31T12:00:00Z), "madeBy" with a "tool", and "files"')
  }
  const files = list.slice(0, KEPT.files).map((item) => fileOf(asMap(item)))
  const good = files.filter((file) => file !== null)
  const problems = [
    ...(good.length < files.length ? [{ line: 0, says: `${files.length - good.length} of the manifest's "files" have no "path", or one that leads out of the bundle` }] : []),
    ...(list.length > files.length ? [{ line: 0, says: `the manifest lists ${list.length} files; ${KEPT.files} are read` }] : []),
  ]
  return { report: { kind: 'manifest', path, commit, takenAt, madeBy, run: runOf(root['run']), files: good }, problems }
}

function commitOf(value: Json | undefined): string | undefined {
  const text = asText(value)
  return text !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined
}

function makerOf(value: Json | undefined): { readonly tool: string; readonly version: string | null } | null {
  const map = asMap(value)
  const tool = shortText(asText(map?.['tool']), 80)
  return tool === null ? null : { tool, version: shortText(asText(map?.['version']), 80) }
}

function fileOf(map: JsonMap | null): ManifestFile | null {
  const path = asText(map?.['path'])
  if (map === null || path === null || path === '' || path.length > 500 || path.includes('\\') || path.startsWith('/') || path.split('/').includes('..')) return null
  const digest = asText(map['sha256'])
  return { path: shortText(path, 500) ?? '?', holds: shortText(asText(map['holds']), 40), madeBy: makerOf(map['madeBy']), sha256: digest !== null && /^[0-9a-f]{64}$/.test(digest) ? digest : null }
}

function runOf(value: Json | undefined): ManifestReport['run'] {
  const map = asMap(value)
  const id = map?.['id']
  const attempt = map?.['attempt']
  if (map === null || typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) return null
  return { id, attempt: typeof attempt === 'number' && Number.isSafeInteger(attempt) && attempt > 0 ? attempt : null, workflow: shortText(asText(map['workflow'])) }
}
