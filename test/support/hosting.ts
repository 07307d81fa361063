import { DEFAULT_COURSE_SETTINGS, type Course } from '../../src/model/course.ts'
import type { HostedRepository, Installation } from '../../src/model/hosting.ts'

/** A repository of account 1 in installation 7, with changes. */
export function aRepository(changes: Partial<HostedRepository> = {}): HostedRepository {
  return { id: 42, installationId: 7, ownerId: 1, owner: 'octo-org', name: 'capstone-ana', defaultBranch: 'main', private: false, archived: false, topics: [], ...changes }
}

/** A course of account 1 that takes in every repository, with changes. */
export function aCourse(changes: Partial<Course> = {}): Course {
  return {
    id: 'mlops', title: 'MLOps', account: { id: 1, login: 'octo-org' }, repositories: { patterns: ['*'], topics: [], names: [] }, staff: { logins: [], teams: [] }, joinCode: null,
    settings: DEFAULT_COURSE_SETTINGS, origin: { kind: 'default' }, ...changes,
  }
}

/** Installation 7, of account 1, with changes. */
export function anInstallation(changes: Partial<Installation> = {}): Installation {
  return { id: 7, account: { id: 1, login: 'octo-org', kind: 'organization' }, suspended: false, ...changes }
}
