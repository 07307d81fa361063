import type { PullIssue } from '../shapes/pull-requests.ts'
import type { Account, Issue, Repository, Team } from '../state/records.ts'
import { accountFor, fullName, issueOf, need, repositoryNamed, type World } from '../state/world.ts'
import { settled } from '../webhooks/emit.ts'
import type { Actions } from './action-types.ts'
import { pressAction, rerunCheck, rerunSuite } from './checks.ts'
import { deploy } from './deployments.ts'
import { acceptPermissions, chooseRepositories, install, setSuspended, uninstall } from './installations.ts'
import { addComment, changeComment, changeIssue, deleteIssue, openIssue, removeComment, transferIssue } from './issues.ts'
import { lockConversation, mergePull, openPull, pullNumbered, setPull, unlockIssue } from './pull-requests.ts'
import { dismissReview, review } from './reviews.ts'
import { createRepository, deleteBranch, deleteRepository, fork, push, pushed, rename, setArchived, setTopics, tag, transfer } from './repositories.ts'
import { finishRun, rerun, startRun } from './runs.ts'

/** The actions of a world. */
export function createActions(world: World): Actions {
  const user = (login: string): Account => accountFor(world, login)
  const ownerOf = (name: string): Account => need(world.accounts, repository(name).ownerId)
  const repository = (name: string): Repository => {
    const found = repositoryNamed(world, name)
    if (found === null) throw new Error(`there is no repository ${name}`)
    return found.repository
  }
  const issue = (name: string, number: number): Issue => {
    const found = issueOf(world, repository(name), number)
    if (found === undefined) throw new Error(`${name} has no issue ${number}`)
    return found
  }
  const pull = (name: string, number: number): PullIssue => pullNumbered(world, repository(name), number)
  const by = (actor: string | undefined, name: string): Account => (actor === undefined ? ownerOf(name) : user(actor))
  return {
    world, user, repository,
    organization: (login) => accountFor(world, login, 'Organization'),
    settled: () => settled(world),
    setWebhookUrl: (url) => { world.webhookUrl = url },
    setDeliveryPlan: (plan) => { world.outbox.plan = plan },

    installApp: (account, repositories = 'all', { permissions, actor = account } = {}) => install(world, user(account), repositories === 'all' ? 'all' : repositories.map(repository), user(actor), permissions),
    suspend: (installation, actor = 'admin') => { setSuspended(world, installation, true, user(actor)) },
    unsuspend: (installation, actor = 'admin') => { setSuspended(world, installation, false, user(actor)) },
    uninstall: (installation, actor = 'admin') => { uninstall(world, installation, user(actor)) },
    acceptPermissions: (installation, permissions, actor = 'admin') => { acceptPermissions(world, installation, permissions, user(actor)) },
    addToInstallation: (installation, names, actor = 'admin') => { chooseRepositories(world, installation, 'added', names.map(repository), user(actor)) },
    removeFromInstallation: (installation, names, actor = 'admin') => { chooseRepositories(world, installation, 'removed', names.map(repository), user(actor)) },

    createRepository: async (name, { files, actor, template, ...more } = {}) => {
      const [owner = '', own = ''] = name.split('/')
      const who = user(actor ?? owner)
      const made = await createRepository(world, { owner: user(owner), name: own, ...more, template: template === undefined ? null : repository(template) }, who)
      if (files !== undefined) await push(world, made, made.defaultBranch, { files, message: 'Initial commit' }, who)
      return made
    },
    push: (name, branch, { actor, ...what }) => push(world, repository(name), branch, what, by(actor, name)),
    deleteBranch: (name, branch, actor) => deleteBranch(world, repository(name), branch, by(actor, name)),
    tag: (name, tagName, commit, actor) => tag(world, repository(name), tagName, commit, by(actor, name)),
    fork: (name, owner) => fork(world, repository(name), user(owner)),
    renameRepository: (name, to, actor) => { rename(world, repository(name), to, by(actor, name)) },
    transfer: (name, to, actor) => { transfer(world, repository(name), user(to), by(actor, name)) },
    archive: (name, actor) => { setArchived(world, repository(name), true, by(actor, name)) },
    unarchive: (name, actor) => { setArchived(world, repository(name), false, by(actor, name)) },
    setTopics: (name, topics, actor) => { setTopics(world, repository(name), topics, by(actor, name)) },
    deleteRepository: (name, actor) => { deleteRepository(world, repository(name), by(actor, name)) },
    addCollaborator: (name, login, level) => { repository(name).collaborators.set(user(login).id, level) },
    addToTeam: (organization, slug, login, role = 'member') => { teamOf(world, organization, slug).members.set(user(login).id, role) },
    removeFromTeam: (organization, slug, login) => { teamOf(world, organization, slug).members.delete(user(login).id) },
    renameAccount: (login, to) => { user(login).login = to },

    openPullRequest: (name, { head, actor, ...what }) => {
      const [, from, branch = head] = /^([^:]+\/[^:]+):(.+)$/.exec(head) ?? []
      return openPull(world, repository(name), { ...what, head: { branch, ...(from === undefined ? {} : { repository: repository(from) }) } }, by(actor, from ?? name))
    },
    mergePullRequest: (name, number, actor) => {
      const who = by(actor, name)
      return mergePull(world, pull(name, number), who, (of, branch, before, after) => pushed(world, of, branch, before, after, who, 'pr_merge'))
    },
    review: (name, number, what, actor) => review(world, pull(name, number), what, user(actor)),
    dismissReview: (made, actor) => { dismissReview(world, pull(fullName(world, need(world.repositories, made.repositoryId)), made.number), made, user(actor)) },
    closePullRequest: (name, number, actor) => setPull(world, pull(name, number), 'closed', by(actor, name)),
    reopenPullRequest: (name, number, actor) => setPull(world, pull(name, number), 'reopened', by(actor, name)),
    markReady: (name, number, actor) => setPull(world, pull(name, number), 'ready_for_review', by(actor, name)),
    lockConversation: (name, number, actor) => lockConversation(world, issue(name, number), by(actor, name)),
    openIssue: (name, title, body, actor) => openIssue(world, repository(name), { title, body, user: by(actor, name), viaApp: false }),
    unlockConversation: (name, number, actor) => { unlockIssue(world, issue(name, number), by(actor, name)) },
    editIssue: (name, number, change, actor) => { changeIssue(world, issue(name, number), change, by(actor, name)) },
    deleteIssue: (name, number, actor) => { deleteIssue(world, issue(name, number), by(actor, name)) },
    transferIssue: (name, number, to, actor) => transferIssue(world, issue(name, number), repository(to), by(actor, name)),
    setIssues: (name, are) => { repository(name).hasIssues = are === 'on' },
    comment: (name, number, body, actor) => addComment(world, issue(name, number), body, by(actor, name), false),
    editComment: (comment, body, actor) => { changeComment(world, comment, body, user(actor)) },
    deleteComment: (comment, actor) => { removeComment(world, comment, user(actor)) },

    runWorkflow: async (name, { jobs, artifacts, actor, headRepository, ...what }) => {
      const who = by(actor, headRepository ?? name)
      const run = await startRun(world, repository(name), { ...what, ...(headRepository === undefined ? {} : { headRepository: repository(headRepository) }) }, jobs, who)
      await finishRun(world, run, jobs, who, artifacts)
      return run
    },
    startWorkflow: (name, { jobs, actor, headRepository, ...what }) => startRun(world, repository(name), { ...what, ...(headRepository === undefined ? {} : { headRepository: repository(headRepository) }) }, jobs, by(actor, headRepository ?? name)),
    finishWorkflow: (run, jobs, artifacts) => finishRun(world, run, jobs, need(world.accounts, run.actorId), artifacts),
    rerunWorkflow: async (run, jobs, actor) => {
      const who = actor === undefined ? need(world.accounts, run.actorId) : user(actor)
      await rerun(world, run, jobs, who)
      await finishRun(world, run, jobs, who)
    },
    deploy: (name, { actor, ...what }) => deploy(world, repository(name), what, by(actor, name)),

    rerunCheck: (id, actor = 'admin') => rerunCheck(world, need(world.checkRuns, id), user(actor)),
    rerunSuite: (id, actor = 'admin') => rerunSuite(world, id, user(actor)),
    pressAction: (id, identifier, actor = 'admin') => pressAction(world, need(world.checkRuns, id), identifier, user(actor)),

    checkRuns: (name, commit = null) => [...world.checkRuns.values()].filter((run) => run.repositoryId === repository(name).id && run.appId === world.app?.id && (commit === null || run.headSha === commit)),
    issues: (name) => world.issues.filter(({ repositoryId, pull: part }) => repositoryId === repository(name).id && part === null),
    comments: (name, number) => [...world.comments.values()].filter((one) => one.repositoryId === repository(name).id && one.number === number),
    deliveries: () => world.outbox.deliveries,
    loginOf: (id) => need(world.accounts, id).login,
    nameOf: (id) => fullName(world, need(world.repositories, id)),
  }
}

function teamOf(world: World, organization: string, slug: string): Team {
  const owner = accountFor(world, organization, 'Organization')
  const known = world.teams.find((one) => one.organizationId === owner.id && one.slug === slug)
  if (known !== undefined) return known
  const team: Team = { id: world.nextId(), organizationId: owner.id, slug, members: new Map() }
  world.teams.push(team)
  return team
}
