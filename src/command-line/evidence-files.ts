import { constants } from 'node:fs'
import { lstat, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ARTIFACT_LIMITS, type ArtifactLimits } from '../extract/reports/limits.ts'
import { listPlainFolder } from '../local/list-folder.ts'
import type { ArtifactPort, ArtifactReading } from '../flow/ports/artifact-port.ts'
import type { Gap } from '../model/repository.ts'
import { isWanted, plotsFolderOf } from '../parse/reports/wanted.ts'
import { errorCode } from '../operate/error-code.ts'

/** Reads the reports in a zip, in a folder as it lies on disk, or in one file; or says why it cannot be opened. Links are not followed. */
export async function readEvidenceAt(path: string, port: ArtifactPort): Promise<ArtifactReading | { readonly says: string }> {
  const there = await lstat(path).catch((error: unknown) => errorCode(error))
  if (typeof there === 'string') return { says: `${path} cannot be read (${there})` }
  if (there.isDirectory()) return readEvidenceFolder(path, port)
  if (there.size > ARTIFACT_LIMITS.zip) return { says: `${path} is ${Math.round(there.size / 1_000_000)} MB; at most ${ARTIFACT_LIMITS.zip / 1_000_000} MB are read` }
  const bytes = await bytesOf(path)
  if (typeof bytes === 'string') return { says: `${path} cannot be read (${bytes})` }
  return isZip(bytes) ? port.read(bytes) : port.readFiles([{ path: basename(path), bytes }])
}

/** Reads the reports in a folder as it lies on disk, of the paths that `isMeant` takes (a folder's ends with a slash; what it refuses is not entered), within limits. Links are not followed. */
export async function readEvidenceFolder(folder: string, port: ArtifactPort, isMeant: (path: string) => boolean = () => true, limits: Pick<ArtifactLimits, 'entry' | 'inflated'> = ARTIFACT_LIMITS): Promise<ArtifactReading> {
  const { tree, gaps } = await listPlainFolder(folder, (path) => isMeant(`${path}/`))
  const files: { readonly path: string; readonly bytes: Uint8Array }[] = []
  const left: Gap[] = [...gaps]
  let all = 0
  for (const { path, size, mode } of tree) {
    const isPlot = plotsFolderOf(path) !== null
    if (mode === 'symlink' || !isMeant(path) || !(isPlot || isWanted(path))) continue
    if (!isPlot && ((size ?? 0) > limits.entry || all + (size ?? 0) > limits.inflated)) {
      left.push({ what: 'file', path, reason: `it is larger than ${limits.entry / 1_000_000} MB, or the reports before it are ${limits.inflated / 1_000_000} MB together` })
      continue
    }
    const bytes = isPlot ? new Uint8Array() : await bytesOf(join(folder, path))
    if (typeof bytes === 'string') left.push({ what: 'file', path, reason: `it cannot be read (${bytes})` })
    else files.push({ path, bytes })
    all += typeof bytes === 'string' ? 0 : bytes.length
  }
  const reading = await port.readFiles(files)
  return { ...reading, gaps: [...left, ...reading.gaps] }
}

/** The bytes of a file that is no link, or the code of why there are none. */
async function bytesOf(path: string): Promise<Uint8Array | string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error: unknown) => errorCode(error))
  if (typeof file === 'string') return file
  try {
    return (await file.stat()).isFile() ? await file.readFile() : 'it is no file'
  } catch (error) {
    return errorCode(error)
  } finally {
    await file.close()
  }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}
