import { blobSha } from '../../src/flow/reading/blob-sha.ts'
import type { Trust, TrustedWorkflow } from '../../src/model/course.ts'
import type { CriterionId } from '../../src/model/criterion.ts'

/** The workflows of a course, a line each: `owner/name/path@sha [CRITERION, …]`, or `copy PATH` for a file of the repository whose blob SHA is listed; any other line lists nothing. */
export function trustIn(text: string, files: Readonly<Record<string, string>>): Trust {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const copies = lines.flatMap((line) => /^copy (\S+)$/.exec(line)?.[1] ?? [])
  const trustedWorkflows = lines.flatMap((line): readonly TrustedWorkflow[] => {
    const [, repository = '', path = '', sha = '', shows = ''] = /^([^/\s]+\/[^/\s]+)\/(\S+)@([0-9a-f]{40})(?: (.+))?$/.exec(line) ?? []
    return repository === '' ? [] : [{ repository, path, sha, shows: shows.split(', ').filter((id) => id !== '') as CriterionId[] }]
  })
  return { trustedWorkflows, trustedBlobs: copies.map((path) => blobSha(Buffer.from(files[path] ?? ''))) }
}
