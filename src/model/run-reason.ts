/** Why steps of CI fail, as far as their logs tell it in words that are recognised. */
export const REASON_KINDS = [
  'missing-module', 'missing-package', 'missing-library', 'package-conflict', 'package-version', 'package-build', 'bad-requirement', 'stale-lock', 'python-version', 'no-environment', 'action-version',
  'missing-command', 'import-error', 'syntax-error', 'no-such-file', 'missing-folder', 'missing-resource', 'no-such-target', 'not-executable', 'missing-image', 'image-name', 'lint', 'failing-test', 'no-tests', 'coverage',
  'missing-secret', 'missing-variable', 'authentication', 'no-answer', 'quota', 'disk-full', 'data-not-pushed', 'no-remote', 'lfs-pointer', 'timeout', 'memory', 'exception',
] as const

export type ReasonKind = (typeof REASON_KINDS)[number]

/**
 * One reason that a log gives: the line that gives it, without times and colours and cut to size; what it is about, by its kind (the module, the package, the path, the
 * tests, the secret, the tool and the rule), empty where the line does not tell; and the place in the repository, where it names one (`line` is 0 where it names none).
 * `inImage` where it was said while an image was built or by a container, which have files and packages of their own; left out otherwise.
 */
export type RunReason = { readonly kind: ReasonKind; readonly line: string; readonly about: readonly string[]; readonly at: { readonly path: string; readonly line: number } | null; readonly inImage?: boolean }

/**
 * What was read of the log of one job that failed: the reasons, the most telling first, and the files that its steps installed packages from. `unread` says why it could not be
 * read, null where it was; `isOpen` whether it may be read another time.
 */
export type JobLog = { readonly reasons: readonly RunReason[]; readonly requirements: readonly string[]; readonly unread: string | null; readonly isOpen: boolean }

/**
 * What the repository adds to a reason: the package that brings a module, whether the module is one of the project's own (`isOwnByName` where modules of projects often have its name, and no file of it is
 * known), whether a file that was not found is in the commit at that path (`isInCommit`) and whether it is data or a model, which DVC keeps and git does not (`isData`), what may have been meant by a name that is not there (null where nothing is near), and where packages are installed from (null
 * where the log does not tell).
 */
export type ReasonContext = { readonly packageName: string | null; readonly isOwnModule: boolean; readonly isOwnByName: boolean; readonly isInCommit: boolean; readonly isData: boolean; readonly near: string | null; readonly requirements: string | null }
