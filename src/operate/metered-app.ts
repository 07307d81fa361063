import type { AppPort, FromGitHub, InstallationPort } from '../flow/github-ports.ts'
import type { Meters } from '../flow/operation-ports.ts'

/** The same App, with every check run and comment that it writes counted by what became of it. */
export function meteredApp(app: AppPort, meters: Pick<Meters, 'publication'>): AppPort {
  return { ...app, installation: (installationId) => meteredInstallation(app.installation(installationId), meters) }
}

function meteredInstallation(port: InstallationPort, meters: Pick<Meters, 'publication'>): InstallationPort {
  const counted = async <Value>(kind: 'check-run' | 'comment', result: 'created' | 'updated', sent: Promise<FromGitHub<Value>>): Promise<FromGitHub<Value>> => {
    const answer = await sent
    // A locked conversation is somebody's decision, and no failure to be called for.
    meters.publication(kind, answer.ok ? result : answer.trouble.kind === 'locked' ? 'locked' : 'failed')
    return answer
  }
  return {
    ...port,
    createCheckRun: (...asked) => counted('check-run', 'created', port.createCheckRun(...asked)),
    updateCheckRun: (...asked) => counted('check-run', 'updated', port.updateCheckRun(...asked)),
    createComment: (...asked) => counted('comment', 'created', port.createComment(...asked)),
    updateComment: (...asked) => counted('comment', 'updated', port.updateComment(...asked)),
  }
}
