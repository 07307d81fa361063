import type { Installation, Repository } from '../state/records.ts'
import { fullName, need, type World } from '../state/world.ts'
import { accountOf, accountShape, iso, isoOrNull } from './people.ts'

type Json = Readonly<Record<string, unknown>>

/** The ends of a repository's addresses, by the field that holds each. */
const ENDS = {
  archive_url: '/{archive_format}{/ref}', assignees_url: '/assignees{/user}', blobs_url: '/git/blobs{/sha}', branches_url: '/branches{/branch}', collaborators_url: '/collaborators{/collaborator}', comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}', compare_url: '/compare/{base}...{head}', contents_url: '/contents/{+path}', contributors_url: '/contributors', deployments_url: '/deployments', downloads_url: '/downloads', events_url: '/events',
  forks_url: '/forks', git_commits_url: '/git/commits{/sha}', git_refs_url: '/git/refs{/sha}', git_tags_url: '/git/tags{/sha}', hooks_url: '/hooks', issue_comment_url: '/issues/comments{/number}', issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}', keys_url: '/keys{/key_id}', labels_url: '/labels{/name}', languages_url: '/languages', merges_url: '/merges', milestones_url: '/milestones{/number}', notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}', releases_url: '/releases{/id}', stargazers_url: '/stargazers', statuses_url: '/statuses/{sha}', subscribers_url: '/subscribers', subscription_url: '/subscription', tags_url: '/tags', teams_url: '/teams', trees_url: '/git/trees{/sha}',
}

/** The address of a repository in the API. */
export function repositoryUrl(world: World, repository: Repository): string {
  return `${world.apiUrl}/repos/${fullName(world, repository)}`
}

/** The address of a repository's page. */
export function repositoryPage(world: World, repository: Repository): string {
  return `${world.webUrl}/${fullName(world, repository)}`
}

/** A repository as it stands within other answers. */
export function minimalRepositoryShape(world: World, repository: Repository): Json {
  const url = repositoryUrl(world, repository)
  return {
    id: repository.id, node_id: `R_${repository.id}`, name: repository.name, full_name: fullName(world, repository), private: repository.private, owner: accountOf(world, repository.ownerId),
    html_url: repositoryPage(world, repository), description: repository.description, fork: repository.forkOf !== null, url,
    ...Object.fromEntries(Object.entries(ENDS).map(([field, end]) => [field, url + end])),
  }
}

/** A repository as a webhook and a list give it. */
export function repositoryShape(world: World, repository: Repository): Json {
  const page = repositoryPage(world, repository)
  const open = world.issues.filter(({ repositoryId, state }) => repositoryId === repository.id && state === 'open').length
  const forks = [...world.repositories.values()].filter(({ forkOf }) => forkOf === repository.id).length
  return {
    ...minimalRepositoryShape(world, repository), git_url: `git:${page.replace(/^https?:/, '')}.git`, ssh_url: `git@github.com:${fullName(world, repository)}.git`, clone_url: `${page}.git`, svn_url: page, mirror_url: null, homepage: null, language: null,
    created_at: iso(repository.createdAt), updated_at: iso(repository.pushedAt), pushed_at: iso(repository.pushedAt), size: 0, stargazers_count: 0, watchers_count: 0, watchers: 0, forks_count: forks, forks,
    open_issues_count: open, open_issues: open, license: null, allow_forking: true, is_template: false, web_commit_signoff_required: false, topics: repository.topics, custom_properties: {}, visibility: repository.private ? 'private' : 'public',
    default_branch: repository.defaultBranch, has_issues: repository.hasIssues, has_projects: true, has_downloads: true, has_wiki: true, has_pages: false, has_discussions: false, archived: repository.archived, disabled: false,
  }
}

/** A repository as it is asked for alone. */
export function fullRepositoryShape(world: World, repository: Repository): Json {
  const parent = repository.forkOf === null ? null : repositoryShape(world, need(world.repositories, repository.forkOf))
  // A template that is deleted by now is told no more.
  const template = repository.templateId === null ? undefined : world.repositories.get(repository.templateId)
  return { ...repositoryShape(world, repository), subscribers_count: 0, network_count: 0, ...(template === undefined ? {} : { template_repository: repositoryShape(world, template) }), ...(parent === null ? {} : { parent, source: parent }) }
}

/** An installation of the App. */
export function installationShape(world: World, installation: Installation): Json {
  const account = need(world.accounts, installation.accountId)
  const url = `${world.apiUrl}/app/installations/${installation.id}`
  return {
    id: installation.id, account: accountShape(world, account), repository_selection: installation.selection, access_tokens_url: `${url}/access_tokens`, repositories_url: `${world.apiUrl}/installation/repositories`,
    html_url: `${world.webUrl}/${account.kind === 'Organization' ? `organizations/${account.login}/` : ''}settings/installations/${installation.id}`, app_id: world.app?.id ?? 0, client_id: world.app?.clientId ?? '', app_slug: world.app?.slug ?? '',
    target_id: account.id, target_type: account.kind, permissions: installation.permissions, events: installation.events, created_at: iso(installation.createdAt), updated_at: iso(installation.updatedAt),
    single_file_name: null, has_multiple_single_files: false, single_file_paths: [], suspended_at: isoOrNull(installation.suspendedAt), suspended_by: installation.suspendedById === null ? null : accountOf(world, installation.suspendedById),
  }
}
