import { html, type Html } from './text/html.ts'
import { page, shortPage } from './page.ts'

/** What the set-up page tells and offers. */
export type SetupView = {
  readonly permissions: Readonly<Record<string, string>>
  readonly events: readonly string[]
  /** The organization that is to own the App; null for the reader's own account. */
  readonly organization: string | null
  /** What was typed and is no name of an organization; null where nothing was. */
  readonly refusedName: string | null
  /** Null where GitHub cannot reach the App. */
  readonly publicUrl: string | null
  readonly sweepMinutes: number
  readonly credentialsFile: string
  /** The GitHub that is asked, as people know it. */
  readonly hostName: string
  /** Where the form leads, and the manifest that it carries. */
  readonly action: string
  readonly manifest: string
  readonly token: string
}

/** What each permission is for, in the order that they are told. */
const REASONS: Readonly<Record<string, string>> = {
  metadata: 'know the repositories it is installed on', contents: 'read the files of a commit', checks: 'show the check run Capstone',
  pull_requests: 'see pull requests and keep one comment on each', issues: 'keep the capstone issue and answer commands',
  actions: 'see which workflow runs passed', deployments: 'see what was deployed', members: 'tell staff of the course from students',
}

/** The page that registers the App on GitHub: what happens, who will own it, the button. */
export function setupPage(view: SetupView): string {
  const owner = view.organization ?? 'your own account'
  return page('Set up the GitHub App', html`
<p>Capstone Coach works as a GitHub App of your own. Registering it takes one visit to ${view.hostName}:</p>
<ol>
<li>The button below opens ${view.hostName} with everything filled in. The name has to be free there; add your course to it, for example.</li>
<li>${view.hostName} sends you back here with the App's keys. They are stored in <code>${view.credentialsFile}</code>, readable by the owner of that file alone.</li>
<li>You install the App on the organization or the repositories of the course.</li>
</ol>
${webhooks(view)}
${ownerForm(view)}
<h2>Register</h2>
<form method="post" action="${view.action}">
<input type="hidden" name="manifest" value="${view.manifest}">
<p>The App will belong to <strong>${owner}</strong>.</p>
<p><button class="main" type="submit">Register on ${view.hostName} for ${owner}</button></p>
</form>
${asked(view)}`)
}

function webhooks({ publicUrl, hostName, sweepMinutes }: SetupView): Html {
  if (publicUrl !== null) return html`<p>${hostName} will send webhooks to <code>${publicUrl}/webhook</code>.</p>`
  return html`<div class="note" role="note">
<p><strong>No public address is set, so ${hostName} cannot send webhooks here.</strong> The App then looks at every repository once in ${sweepMinutes} minutes: verdicts come later, and Re-run and buttons do not answer.</p>
<p>To hear of a push within seconds, stop the App, set <code>PUBLIC_URL</code> to the address that leads here from outside, and start again; the log then shows a new link. A public address can also be added later, on the App's page on ${hostName}.</p>
</div>`
}

function ownerForm({ organization, refusedName, token }: SetupView): Html {
  const says = refusedName === null ? null : html`<p class="note" role="alert" id="organization-problem">${refusedName} cannot be the name of an organization: letters, digits and single hyphens, at most 39.</p>\n`
  return html`<h2>Who owns the App</h2>
<p>An organization's App stays when people leave. You need to be one of its owners, or a manager of its Apps.</p>
<form method="get" action="/setup">
<input type="hidden" name="token" value="${token}">
${says}<label for="organization">Organization; leave it empty for your own account</label>
<div class="row">
<input type="text" id="organization" name="organization" value="${refusedName ?? organization ?? ''}" maxlength="39" autocomplete="off" autocapitalize="none" spellcheck="false"${refusedName === null ? null : html` aria-invalid="true" aria-describedby="organization-problem"`}>
<button type="submit">Choose</button>
</div>
</form>`
}

function asked({ permissions, events }: SetupView): Html {
  const rows = Object.entries(permissions).map(([name, level]) => html`<tr><th scope="row">${name.replaceAll('_', ' ')}</th><td>${level}</td><td>${REASONS[name] ?? ''}</td></tr>\n`)
  return html`<details>
<summary>What the App asks for</summary>
<table>
<thead><tr><th scope="col">Permission</th><th scope="col">Level</th><th scope="col">To</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
<p class="soft">Events: ${events.join(', ').replaceAll('_', ' ')}.</p>
</details>`
}

/** What to do once the keys are stored. `started` tells whether the App runs already. */
export function registeredPage(view: { readonly name: string; readonly url: string; readonly credentialsFile: string; readonly started: boolean; readonly publicUrl: string | null }): string {
  return page(`${view.name} is registered`, html`
<p>Its keys are stored in <code>${view.credentialsFile}</code>. Keep a copy where you keep other secrets.</p>
${view.started ? html`<p>The App runs with them now; nothing needs to be restarted.</p>` : html`<p class="note" role="alert">The App could not start with them. The log says why; when that is put right, start it again.</p>`}
<h2>Next: install it</h2>
<p>Choose the organization of the course, then all repositories or those of the students.</p>
<p><a class="button main" href="${view.url}/installations/new">Install ${view.name}</a></p>
<p>${view.publicUrl === null ? 'The App looks at the repositories at its next sweep.' : 'The next push or pull request is judged within seconds.'} <code>capstone-coach doctor</code> says whether everything is in place.</p>`)
}

/** Pages for what went wrong on the way, each with what to do. */
export const SETUP_PROBLEMS = {
  token: shortPage('This link does not open the set-up', 'The App prints the link that does in its log, as a line with /setup?token=. It changes with every start.'),
  notYet: shortPage('Not set up yet', 'The App has no keys of a GitHub App. Its log shows the link that opens the set-up, as a line with /setup?token=.'),
  state: shortPage('This registration was not begun here', 'Either it is older than an hour, or the App was started anew since. Open the link in the log and begin again. An App that GitHub registered meanwhile can be deleted there, under Settings, Developer settings, GitHub Apps.'),
  code: shortPage('GitHub sent no code', 'The address lacks the code that GitHub gives after registering. Open the link in the log and begin again.'),
  done: shortPage('Set-up is done', 'The keys are stored. To register another App, stop this one, move credentials.json away and start again.'),
} as const

/** GitHub did not give the keys. */
export function refusedPage(says: string): string {
  return shortPage('GitHub did not give the keys', says, 'The code works once and for an hour. Open the link in the log and begin again; the App that was registered without its keys can be deleted on GitHub, under Settings, Developer settings, GitHub Apps.')
}

/** The keys came and could not be kept. */
export function notStoredPage(file: string): string {
  return shortPage('The keys could not be stored', `${file} could not be written; the log says why. See that the user that runs the App may write to that folder.`, 'GitHub gives the keys once: delete the App there, under Settings, Developer settings, GitHub Apps, then open the link in the log and begin again.')
}
