import type { AppManifest } from '../flow/ports/operation-ports.ts'

/** Addresses that a registration needs; `publicUrl` is null where GitHub cannot reach the App. */
export type RegistrationAddresses = { readonly publicUrl: string | null; readonly homeUrl: string; readonly returnUrl: string }

/** GitHub asks for an address of the hook even where it is not to be used, and refuses those that are not public. */
const UNUSED_HOOK = 'https://example.com/no-webhook'

/** The manifest in GitHub's form, as the text of the form's field: with an inactive hook where nobody outside reaches the App. */
export function manifestRequest(manifest: AppManifest, { publicUrl, homeUrl, returnUrl }: RegistrationAddresses): string {
  return JSON.stringify({
    name: manifest.name,
    description: manifest.description,
    url: publicUrl ?? homeUrl,
    hook_attributes: publicUrl === null ? { url: UNUSED_HOOK, active: false } : { url: `${publicUrl}/webhook`, active: true },
    redirect_url: returnUrl,
    // People sign in from this machine, too, where nobody outside reaches the App.
    callback_urls: [`${publicUrl ?? homeUrl}/sign-in/callback`],
    public: manifest.isPublic,
    default_permissions: manifest.permissions,
    default_events: manifest.events,
  })
}

/** Where GitHub takes a manifest: for an organization, or for the person who is signed in. */
export function registrationUrl(webUrl: string, organization: string | null, state: string): string {
  const owner = organization === null ? '' : `/organizations/${encodeURIComponent(organization)}`
  return `${webUrl}${owner}/settings/apps/new?state=${encodeURIComponent(state)}`
}
