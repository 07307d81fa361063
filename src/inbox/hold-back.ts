import type { Enrolment } from '../flow/courses/enrolment.ts'
import type { Delivery, HostingStore, Meaning } from '../flow/ports/store-ports.ts'
import type { Course } from '../model/course.ts'
import type { Mark } from '../model/work.ts'

export type HoldingBack = {
  readonly hosting: Pick<HostingStore, 'repository'>
  readonly enrolment: Pick<Enrolment, 'courseOf' | 'awaitsTemplate'>
  readonly now: () => number
}

/** What a delivery waits for: that its installation is known, or what its repository was made from, which `marks` find out. */
export type HeldBack = { readonly for: 'installation' } | { readonly for: 'template'; readonly marks: readonly Mark[] }

/** So long a delivery is held back, in milliseconds: GitHub may not answer for days, and texts are not kept for ever. */
export const MOST_HELD = 7 * 86_400_000
/** Deliveries that bring repositories, whose enrolment the work itself finds out. */
export const BRINGING: ReadonlySet<string> = new Set(['installation', 'installation_repositories', 'repository'])

/**
 * What has to be known before a delivery is understood, so that no event of a repository is kept before it is known whether a course has it, and none is lost; null where nothing has. `enrolled` are
 * the repositories of its meaning of which it is known; `isInstalled` is whether its installation was known before that was asked: the courses of one are set up before it is. Nothing is held back where a delivery brings repositories, or waited long enough.
 */
export async function heldBack({ installationId, name, receivedAt }: Delivery, { repositories, marks, events }: Meaning, { enrolled, isInstalled }: { readonly enrolled: ReadonlyMap<number, Course>; readonly isInstalled: boolean }, { enrolment, hosting, now }: HoldingBack): Promise<HeldBack | null> {
  if (installationId === null || BRINGING.has(name) || receivedAt < now() - MOST_HELD) return null
  const ids = [...new Set([...marks, ...events].flatMap(({ repositoryId }) => repositoryId === null || enrolled.has(repositoryId) ? [] : [repositoryId]))]
  if (ids.length === 0) return null
  // Webhooks keep no order: what tells of the installation, whose account may have a course, may come after what happened there.
  if (!isInstalled) return { for: 'installation' }
  const waits = async (id: number): Promise<boolean> => {
    const known = await hosting.repository(id)
    const repository = known?.template === undefined ? repositories.find((one) => one.id === id) ?? known : known
    return repository !== null && await enrolment.courseOf(repository) === null && await enrolment.awaitsTemplate(repository)
  }
  const asked: Mark[] = []
  for (const repositoryId of ids) if (await waits(repositoryId)) asked.push({ installationId, repositoryId, target: { kind: 'repository' }, dueAt: now(), reason: 'template' })
  return asked.length === 0 ? null : { for: 'template', marks: asked }
}
