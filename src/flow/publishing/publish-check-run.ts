import type { CheckRunContent } from '../../model/check-run.ts'
import type { FromGitHub, GitHubTrouble } from '../ports/github-ports.ts'
import type { PublishContext, Published } from '../ports/publish-port.ts'
import { digestOfWritten, writtenOfDigest, type Written } from './publish-written.ts'
import type { Publication, PublicationPlace, PublicationStore } from '../ports/store-ports.ts'

export type CheckRunWriter = { readonly publications: PublicationStore; readonly now: () => number; readonly digest: (text: string) => string }

/** What a check run is to say; null where what stands there is to stay. */
export type Wanted = { readonly content: CheckRunContent; readonly phase: Written['phase'] } | null

const NOTHING: FromGitHub<Published> = { ok: true, value: { writes: 0 } }

/**
 * Brings one round of a commit's check run to what `wantedOf` makes of what stands there (null: nothing does), with at most one request that writes.
 * Before the request it is noted that it is about to be sent: where its answer is lost, the next one is sent whatever it says, but creates nothing twice
 * (GitHub is asked which check runs of ours are there, and whether they have their remarks), goes not back from completed, and sends no remarks a second time.
 */
export async function writeCheckRun(context: Pick<PublishContext, 'port' | 'repository' | 'commit'>, round: number, wantedOf: (there: Written | null) => Wanted, writer: CheckRunWriter): Promise<FromGitHub<Published>> {
  const { port, repository, commit } = context
  const { publications } = writer
  const place: PublicationPlace = { repositoryId: repository.id, kind: 'check-run', place: commit, round }
  const externalId = `${commit}:${round}`
  const known = await publications.find(place)
  const noted = writtenOfDigest(known?.digest ?? '')
  let remoteId = known?.remoteId ?? null
  let annotated = noted?.annotated ?? false
  if (known !== null && (remoteId === null || isUnsure(noted))) {
    const own = await port.ownCheckRuns(repository, commit)
    if (!own.ok) return own
    const found = own.value.find((one) => one.externalId === externalId)
    remoteId ??= found?.id ?? null
    if (found !== undefined) annotated = found.annotations > 0
    if (remoteId !== null) await publications.record({ ...known, remoteId, digest: digestOfWritten({ phase: noted?.phase ?? 'open', annotated, sha: '' }), at: writer.now() })
  }
  const there: Written | null = remoteId === null ? null : { phase: noted?.phase ?? 'open', annotated, sha: noted?.sha ?? '' }
  const wanted = wantedOf(there)
  if (wanted === null) return NOTHING
  const { content, phase } = wanted
  const sha = writer.digest(JSON.stringify({ ...content, annotations: [] }))
  const remarks = there?.annotated === true ? [] : content.annotations
  if (there?.sha === sha && remarks.length === 0) return NOTHING
  const willBe = there?.annotated === true || remarks.length > 0
  const publication = (of: Written, id: number | null): Publication => ({ ...place, remoteId: id, digest: digestOfWritten(of), at: writer.now() })
  if (known === null) await publications.intend(place, writer.now())
  await publications.record(publication({ phase, annotated: willBe, sha: '' }, remoteId))
  const written = { ...content, annotations: remarks }
  const answer = remoteId === null
    ? await port.createCheckRun(repository, commit, externalId, written)
    : await valued(port.updateCheckRun(repository, remoteId, written), remoteId)
  if (!answer.ok) {
    // Refused for certain: what stood there stands there still.
    if (there !== null && wasRefused(answer.trouble)) await publications.record(publication(there, remoteId))
    return answer
  }
  await publications.record(publication({ phase, annotated: willBe, sha }, answer.value))
  return { ok: true, value: { writes: 1 } }
}

/** Whether remarks were sent that may not have arrived. */
function isUnsure(noted: Written | null): boolean {
  return noted?.annotated === true && noted.sha === ''
}

function wasRefused({ kind }: GitHubTrouble): boolean {
  return kind !== 'passing'
}

async function valued(answer: Promise<FromGitHub<null>>, value: number): Promise<FromGitHub<number>> {
  const given = await answer
  return given.ok ? { ok: true, value } : given
}
