import type { HostedRepository } from '../model/hosting.ts'
import type { Enrolment } from './enrolment.ts'
import type { Log } from './operation-ports.ts'
import type { WorkStore } from './store-ports.ts'

export type EnrollingNew = { readonly enrolment: Pick<Enrolment, 'courseOf' | 'enrol'>; readonly work: Pick<WorkStore, 'mark'>; readonly now: () => number; readonly log: Log }

/** Enrols those repositories of an installation that a course takes in and none has yet, and marks them to be worked on. */
export async function enrolNew(installationId: number, repositories: readonly HostedRepository[], { enrolment, work, now, log }: EnrollingNew): Promise<void> {
  const taken: HostedRepository[] = []
  for (const repository of repositories) {
    if (await enrolment.courseOf(repository) === null && await enrolment.enrol(repository, now()) !== null) taken.push(repository)
  }
  const at = now()
  await work.mark(taken.map(({ id }) => ({ installationId, repositoryId: id, target: { kind: 'repository' }, dueAt: at, reason: 'enrolled' })), at)
  if (taken.length > 0) log.info('repositories were enrolled', { installation: installationId, repositories: taken.length })
}
