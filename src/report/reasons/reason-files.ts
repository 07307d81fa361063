import type { ReasonContext, RunReason } from '../../model/run-reason.ts'
import { commandWord, named } from './reason-names.ts'
import { holdsSecrets } from '../text/secret-files.ts'

/** What Docker says of a file that the build was not given. */
const OF_CONTEXT = /failed to (?:compute cache key|calculate checksum)|^COPY failed:/
/** A path from the root of a machine; of one in somebody's own folder the last name alone is known. */
const OF_MACHINE = /^(?:\/|…|~|[A-Za-z]:[\\/])/

/** What to do about a file that is not there: by what holds it, by where it was looked for, and by what of the repository comes near. */
export function fileNext({ about: [path], line, inImage = false }: RunReason, { near, isInCommit, isData }: ReasonContext, place: string | null): string {
  const at = place === null ? '' : ` at ${place}`
  if (path === undefined) return 'Mend the path that the line names: it is not in this commit.'
  if (holdsSecrets(path)) return `Let the job write ${named(path)} from a secret of the repository (Settings, Secrets and variables, Actions), in a step before this one: it belongs in no commit, since all who can read the repository could use what it holds.`
  if (OF_CONTEXT.test(line)) return contextNext(path, isInCommit, isData)
  if (inImage) return `Let the image have ${named(path)} before the line that reads it (\`COPY\` in the Dockerfile, and no rule of \`.dockerignore\` that leaves it out): an image has only what is copied into it.`
  if (OF_MACHINE.test(path)) return `Write the path to ${named(path)}${at} as it lies from the repository's folder: one that begins at the root of a machine is right on that machine alone.`
  if (isInCommit) return `Let the step look for ${named(path)} from the right folder (\`working-directory\`, or the path${at}), behind a step that checks the repository out: the file is in this commit, and was not found from where the step stood.`
  if (near !== null) return `Mend the path${at}: ${named(path)} is not in this commit, and ${named(near)} is.`
  if (isData) return `Bring ${named(path)} to the machine of CI before this step: \`dvc pull\` where DVC tracks it, or a step that makes it. git holds no such file at this commit.`
  return `Add ${named(path)} to the commit${commandWord(path) === null ? '' : ` (\`git add ${commandWord(path) ?? ''}\`)`}, or mend the path${at}: it is not there on the machine of CI, where large and small letters differ.`
}

function contextNext(path: string, isInCommit: boolean, isData: boolean): string {
  if (isInCommit) return `Let the build have ${named(path)}: it is in this commit, so a rule of \`.dockerignore\` leaves it out, or the build starts in another folder, from which paths behind \`COPY\` count.`
  return isData
    ? `Bring ${named(path)} to the machine of CI in a step before the build (\`dvc pull\` where DVC tracks it), and let no rule of \`.dockerignore\` leave it out: git holds no such file at this commit.`
    : `Add ${named(path)} to the commit, or mend the path behind \`COPY\`, which counts from the folder that the build starts in: it was given no such file.`
}

/** What to do about a folder that nothing made before a file was to be written into it. */
export function folderNext(folder: string | undefined, place: string | null): string {
  return `Let the program make the folder ${folder === undefined ? '' : `${named(folder)} `}before it writes into it${place === null ? '' : ` at ${place}`} (\`mkdir\` of \`pathlib.Path\` with \`parents\` and \`exist_ok\`): git keeps no empty folders, so CI has none that only your machine has.`
}
