import type { AppPort, FromGitHub, GitHubTrouble, InstallationPort } from '../flow/ports/github-ports.ts'
import type { Meters } from '../flow/ports/operation-ports.ts'

/** The same App, with every check run, comment and issue that it writes counted by what became of it. */
export function meteredApp(app: AppPort, meters: Pick<Meters, 'publication'>): AppPort {
  return { ...app, installation: (installationId, purpose) => meteredInstallation(app.installation(installationId, purpose), meters) }
}

function meteredInstallation(port: InstallationPort, meters: Pick<Meters, 'publication'>): InstallationPort {
  const counted = async <Value>(kind: 'check-run' | 'comment' | 'issue', result: 'created' | 'updated', sent: Promise<FromGitHub<Value>>): Promise<FromGitHub<Value>> => {
    const answer = await sent
    meters.publication(kind, answer.ok ? result : isDecision(kind, answer.trouble) ? 'locked' : 'failed')
    return answer
  }
  return {
    ...port,
    createCheckRun: (...asked) => counted('check-run', 'created', port.createCheckRun(...asked)),
    updateCheckRun: (...asked) => counted('check-run', 'updated', port.updateCheckRun(...asked)),
    createComment: (...asked) => counted('comment', 'created', port.createComment(...asked)),
    updateComment: (...asked) => counted('comment', 'updated', port.updateComment(...asked)),
    openIssue: (...asked) => counted('issue', 'created', port.openIssue(...asked)),
    updateIssue: (...asked) => counted('issue', 'updated', port.updateIssue(...asked)),
  }
}

/** A locked conversation is somebody's decision, and so is a repository without issues or an issue that was taken away: no failure to be called for. */
function isDecision(kind: 'check-run' | 'comment' | 'issue', trouble: GitHubTrouble): boolean {
  return trouble.kind === 'locked' || trouble.kind === 'no-issues' || (kind === 'issue' && trouble.kind === 'gone')
}
