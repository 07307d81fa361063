import type { Claim } from '../model/claim.ts'
import type { StoredExperiments } from '../model/experiments.ts'
import type { CommittedNumbers } from '../model/model-metrics.ts'
import type { Gap, Problem } from '../model/repository.ts'
import type { DockerfileTree } from '../parse/dockerfile/tree.ts'
import type { DocumentTree } from '../parse/document/tree.ts'
import type { IniSection } from '../parse/ini.ts'
import type { Json } from '../parse/json.ts'
import type { PythonTree } from '../parse/python/tree.ts'
import type { JustfileTree } from '../parse/runners/justfile.ts'
import type { MakefileTree } from '../parse/runners/makefile-tree.ts'
import type { RequirementsTree } from '../parse/requirements.ts'
import type { TerraformAttribute, TerraformBlock } from '../parse/terraform/tree.ts'
import type { LocalAction, Workflow } from '../parse/workflow/workflow.ts'
import type { YamlDocument } from '../parse/yaml.ts'

/** The line of every key and item, by pointers such as `jobs.build.steps.0.run`; a null prototype. */
type Lines = Readonly<Record<string, number>>

/** What one file says, as plain JSON: it crosses threads and is kept by blob SHA. Each kind has one extractor. */
export type FileFacts =
  | { readonly kind: 'python'; readonly tree: PythonTree }
  /** The code cells of a notebook; lines are those of the `.ipynb` file. */
  | { readonly kind: 'notebook'; readonly tree: PythonTree }
  | { readonly kind: 'dockerfile'; readonly tree: DockerfileTree }
  | { readonly kind: 'document'; readonly tree: DocumentTree }
  | { readonly kind: 'requirements'; readonly tree: RequirementsTree }
  | { readonly kind: 'terraform'; readonly blocks: readonly TerraformBlock[]; readonly attributes: readonly TerraformAttribute[] }
  /** `templated` where a template engine writes the file and its replacements were blanked out. */
  | { readonly kind: 'yaml'; readonly documents: readonly YamlDocument[]; readonly templated: boolean }
  | { readonly kind: 'json'; readonly value: Json; readonly lines: Lines }
  | { readonly kind: 'toml'; readonly value: Json; readonly lines: Lines }
  | { readonly kind: 'ini'; readonly sections: readonly IniSection[] }
  | { readonly kind: 'workflow'; readonly workflow: Workflow }
  | { readonly kind: 'action'; readonly action: LocalAction }
  | { readonly kind: 'makefile'; readonly tree: MakefileTree }
  | { readonly kind: 'justfile'; readonly tree: JustfileTree }
  /** A shell script, and a Jenkins pipeline, as text: what they run depends on how they are called. */
  | { readonly kind: 'shell'; readonly text: string }
  | { readonly kind: 'jenkins'; readonly text: string }
  /** Ignore files, .gitattributes, Procfile: trimmed entries without comments. */
  | { readonly kind: 'lines'; readonly entries: readonly { readonly text: string; readonly line: number }[] }
  /** What reports claim that lie in several files and are read together: MLflow's stores, a bundle; `bundles` are their manifests, with the commit each names; `numbers` are those of reports beside them. */
  | { readonly kind: 'reports'; readonly claims: readonly Claim[]; readonly numbers: CommittedNumbers; readonly experiments: readonly StoredExperiments[]; readonly bundles: readonly { readonly path: string; readonly commit: string | null }[]; readonly gaps: readonly Gap[] }

export type Extracted = { readonly facts: FileFacts | null; readonly problems: readonly Problem[] }

/**
 * Reads one kind of file. `extract` is pure, never throws on any input and is given at most the size cap of text.
 * Raise `revision` whenever the same text may give other facts: kept facts of older revisions are then left alone.
 */
export type Extractor = {
  readonly id: FileFacts['kind']
  readonly revision: number
  readonly reads: (path: string) => boolean
  /** Set where `extract` looks at the path: its facts are then kept for that path only. */
  readonly dependsOnPath?: true
  readonly extract: (text: string, path: string) => Extracted
}
