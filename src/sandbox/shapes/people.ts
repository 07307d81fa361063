import type { Account, AppRecord } from '../state/records.ts'
import { accountFor, appOf, botOf, need, type World } from '../state/world.ts'

type Json = Readonly<Record<string, unknown>>

/** A time as GitHub writes it. */
export function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

/** The same, null where there is none. */
export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at)
}

/** An account as it stands within other answers. */
export function accountShape(world: World, account: Account): Json {
  const url = `${world.apiUrl}/users/${encodeURIComponent(account.login)}`
  return {
    login: account.login, id: account.id, node_id: `${account.kind === 'Organization' ? 'O' : account.kind === 'Bot' ? 'BOT' : 'U'}_${account.id}`,
    avatar_url: `${world.webUrl}/avatars/u/${account.id}`, gravatar_id: '', url, html_url: account.kind === 'Bot' ? `${world.webUrl}/apps/${account.login.replace('[bot]', '')}` : `${world.webUrl}/${account.login}`,
    followers_url: `${url}/followers`, following_url: `${url}/following{/other_user}`, gists_url: `${url}/gists{/gist_id}`, starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`, organizations_url: `${url}/orgs`, repos_url: `${url}/repos`, events_url: `${url}/events{/privacy}`, received_events_url: `${url}/received_events`,
    type: account.kind, user_view_type: 'public', site_admin: false,
  }
}

/** The account of an id, as it stands within other answers. */
export function accountOf(world: World, id: number): Json {
  return accountShape(world, need(world.accounts, id))
}

/** The organization that a webhook's payload names. */
export function organizationShape(world: World, account: Account): Json {
  const url = `${world.apiUrl}/orgs/${account.login}`
  return {
    login: account.login, id: account.id, node_id: `O_${account.id}`, url, repos_url: `${url}/repos`, events_url: `${url}/events`, hooks_url: `${url}/hooks`, issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`, public_members_url: `${url}/public_members{/member}`, avatar_url: `${world.webUrl}/avatars/u/${account.id}`, description: null,
  }
}

/** The person who is signed in. */
export function signedInShape(world: World, account: Account): Json {
  return {
    ...accountShape(world, account), name: account.login, company: null, blog: '', location: null, email: null, hireable: null, bio: null, twitter_username: null,
    public_repos: 0, public_gists: 0, followers: 0, following: 0, created_at: iso(account.createdAt), updated_at: iso(account.createdAt),
  }
}

/** An App as it stands beside its check runs, and as it sees itself. */
export function appShape(world: World, app: AppRecord): Json {
  return {
    id: app.id, client_id: app.clientId, slug: app.slug, node_id: `A_${app.id}`, owner: accountShape(world, app.owner === undefined ? botOf(world, app) : accountFor(world, app.owner)), name: app.name, description: '', external_url: `${world.webUrl}/apps/${app.slug}`,
    html_url: `${world.webUrl}/apps/${app.slug}`, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', permissions: app.permissions, events: app.events,
  }
}

/** The App by which something was written, null where a person wrote it. */
export function viaApp(world: World, via: boolean): Json | null {
  return via && world.app !== null ? appShape(world, appOf(world, world.app.id)) : null
}
