/** Words of a command: in exec form as they stand in the list, in shell form split at blanks. `text` is the command on one line. */
export type ContainerCommand = { readonly form: 'exec' | 'shell'; readonly words: readonly string[]; readonly text: string; readonly line: number }

/** `from` is the stage or image of `--from`; null for a copy out of the build context. Heredoc sources are left out. */
export type CopyInstruction = {
  readonly keyword: 'COPY' | 'ADD'
  readonly sources: readonly string[]
  readonly target: string
  readonly from: string | null
  readonly line: number
}

/** `text` is the script without continuation marks and comment lines. */
export type RunInstruction = { readonly text: string; readonly line: number }

/** `command` is null for `HEALTHCHECK NONE`. */
export type HealthcheckInstruction = { readonly command: ContainerCommand | null; readonly line: number }

export type NamedValue = { readonly name: string; readonly value: string; readonly line: number }

/** An instruction as it is written, without its flags, at most 2,000 characters; ONBUILD keeps the instruction behind it in its text. */
export type WrittenInstruction = { readonly keyword: string; readonly text: string; readonly line: number }

export type DockerStage = {
  /** The name after AS, in lower case; null where there is none. */
  readonly name: string | null
  /** The image or earlier stage, with ARGs of the file put in. */
  readonly from: string
  readonly platform: string | null
  readonly line: number
  readonly copies: readonly CopyInstruction[]
  readonly runs: readonly RunInstruction[]
  readonly command: ContainerCommand | null
  readonly entrypoint: ContainerCommand | null
  readonly healthcheck: HealthcheckInstruction | null
  readonly exposes: readonly { readonly port: string; readonly line: number }[]
  readonly workingFolders: readonly { readonly path: string; readonly line: number }[]
  readonly user: string | null
  readonly environment: readonly NamedValue[]
  readonly arguments: readonly NamedValue[]
  /** Every instruction of the stage in order, its FROM the first. */
  readonly instructions: readonly WrittenInstruction[]
}

/** A Dockerfile as plain JSON. Lines count from 1. The last stage is what `docker build` gives. */
export type DockerfileTree = { readonly stages: readonly DockerStage[]; readonly lines: number }
