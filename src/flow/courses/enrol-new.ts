import type { HostedRepository } from '../../model/hosting.ts'
import type { Enrolment } from './enrolment.ts'
import type { Log } from '../ports/operation-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'

export type EnrollingNew = { readonly enrolment: Pick<Enrolment, 'courseOf' | 'enrol' | 'awaitsTemplate'>; readonly work: Pick<WorkStore, 'mark'>; readonly now: () => number; readonly log: Log }

/** Between two repositories that are asked what they were made from, in milliseconds: a push in between does not wait behind all of them. */
const STEP = 500

/**
 * Enrols those repositories of an installation that a course takes in and none has yet, and marks them to be worked on. Where a course names templates, those of which nobody knows what they were made from are marked, too: the work reads each from GitHub
 * and enrols it. Give them as they are known, so that none is asked twice.
 */
export async function enrolNew(installationId: number, repositories: readonly HostedRepository[], { enrolment, work, now, log }: EnrollingNew): Promise<void> {
  const taken: HostedRepository[] = []
  const asked: HostedRepository[] = []
  for (const repository of repositories) {
    if (await enrolment.courseOf(repository) !== null) continue
    if (await enrolment.enrol(repository, now()) !== null) taken.push(repository)
    else if (!repository.archived && await enrolment.awaitsTemplate(repository)) asked.push(repository)
  }
  const at = now()
  const markOf = ({ id }: HostedRepository, dueAt: number, reason: string) => ({ installationId, repositoryId: id, target: { kind: 'repository' } as const, dueAt, reason })
  await work.mark([...taken.map((one) => markOf(one, at, 'enrolled')), ...asked.map((one, place) => markOf(one, at + place * STEP, 'template'))], at)
  if (taken.length > 0) log.info('repositories were enrolled', { installation: installationId, repositories: taken.length })
  if (asked.length > 0) log.info('repositories are asked what they were made from', { installation: installationId, repositories: asked.length })
}
