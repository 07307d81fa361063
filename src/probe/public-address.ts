import ipaddr from 'ipaddr.js'

/** All of IPv6 that is given out to the public internet (RFC 4291, IANA's registry): what lies outside is reserved, mapped, compatible, local or a translation. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')

/** Public by their range, yet answered by the cloud for its own machines: Azure's WireServer, which gives out what a machine is configured with. */
const ANSWERED_BY_CLOUDS = ['168.63.129.16']

/**
 * Whether an address (IPv4 in four decimal parts, IPv6 without brackets) is of a machine on the public internet, by IANA's special-purpose registries. An address that holds
 * another one (IPv4-mapped or -compatible, NAT64, 6to4, Teredo) is not, whatever it holds; nor is one with a zone, one that is written in another way, or one of `own`,
 * the addresses of this machine.
 */
export function isPublicAddress(text: string, own: readonly string[] = []): boolean {
  const address = parsed(text)
  if (address === null || address.range() !== 'unicast') return false
  if (ANSWERED_BY_CLOUDS.includes(text) || own.some((one) => isSame(one, address))) return false
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST)
}

/** Whether an address (written as above) leads back to this machine. */
export function isLoopbackAddress(text: string): boolean {
  return parsed(text)?.range() === 'loopback'
}

function parsed(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (text.includes('%')) return null
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : text.includes(':') && ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : null
}

function isSame(text: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return parsed(text)?.toNormalizedString() === address.toNormalizedString()
}
