import { Card, CardBody, CardHeader } from '@/components/ui/card'

/** What clients show that read no HTML. */
export const MailText = ({ text }: { readonly text: string }) => (
  <Card>
    <CardHeader title="As text" />
    <CardBody>
      <pre className="whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">{text}</pre>
    </CardBody>
  </Card>
)
