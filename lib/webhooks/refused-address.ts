import { BlockList, isIPv6 } from 'node:net'

type Range = readonly [first: string, prefix: number]

const ipv4Ranges: readonly Range[] = [
  ['0.0.0.0', 8], // unspecified: reaches this very machine
  ['169.254.0.0', 16], // link-local, with the metadata of AWS, Azure, Google Cloud and others
  ['224.0.0.0', 4], // multicast
  ['255.255.255.255', 32],
  ['168.63.129.16', 32], // Azure's agent endpoint
  ['100.100.100.200', 32], // Alibaba Cloud's metadata
  ['192.0.0.192', 32], // Oracle Cloud's metadata
]
const ipv6Ranges: readonly Range[] = [
  ['::', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['fd00:ec2::', 32], // AWS metadata and pod credentials
  ['fd20:ce::254', 128], // Google Cloud's metadata
]

/** The IPv6 forms that lead to an IPv4 address: mapped, by NAT64, by 6to4. */
const carriedForms = ([first, prefix]: Range): readonly Range[] => {
  const [a = 0, b = 0, c = 0, d = 0] = first.split('.').map(Number)
  const pair = (high: number, low: number) => (high * 256 + low).toString(16)
  const hex = `${pair(a, b)}:${pair(c, d)}`
  return [
    [`::ffff:${hex}`, 96 + prefix],
    [`64:ff9b::${hex}`, 96 + prefix],
    [`2002:${hex}::`, 16 + prefix],
  ]
}

const refusedRanges = new BlockList()
for (const range of ipv4Ranges) {
  refusedRanges.addSubnet(...range, 'ipv4')
  for (const [first, prefix] of carriedForms(range)) refusedRanges.addSubnet(first, prefix, 'ipv6')
}
for (const range of ipv6Ranges) refusedRanges.addSubnet(...range, 'ipv6')

/**
 * True for an address to which nothing is ever sent: link-local, cloud metadata, multicast, unspecified. An admin sets
 * the URL, so this keeps a slip or a hijacked name from handing out the machine's own credentials.
 *
 * Loopback and private ranges are ALLOWED: cells live in private networks, often on the same machine. A deployment that
 * wants less open must say so in its firewall.
 */
export const isRefusedAddress = (address: string): boolean => {
  const [bare = ''] = address.split('%')
  return refusedRanges.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4')
}
