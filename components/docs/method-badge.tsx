import { Badge, type BadgeTone } from '@/components/ui/badge'

const tones: Readonly<Record<string, BadgeTone>> = {
  get: 'accent',
  post: 'good',
  put: 'warn',
  patch: 'warn',
  delete: 'bad',
}

export const MethodBadge = ({ method }: { readonly method: string }) => (
  <Badge tone={tones[method] ?? 'neutral'} className="font-mono uppercase">
    {method}
  </Badge>
)
