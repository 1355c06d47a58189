import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { FullPageMessage } from '@/components/shell/full-page-message'
import { Button } from '@/components/ui/button'
import { currentPerson } from '@/lib/auth/person'
import { signOut } from './sign-in/actions'

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations('failure'))('noOrganizationTitle'),
})

/** Nobody stays here but a person without an organization: everybody else is sent to where their work is. */
const StartPage = async () => {
  const person = await currentPerson()
  if (!person) redirect('/sign-in')
  if (person.admin) redirect('/admin')
  const [first] = person.memberships
  if (first) redirect(`/o/${first.org}`)
  const [t, shell] = await Promise.all([getTranslations('failure'), getTranslations('shell')])
  return (
    <FullPageMessage title={t('noOrganizationTitle')} text={t('noOrganizationText', { email: person.email })}>
      <form action={signOut}>
        <Button type="submit" variant="secondary">
          {shell('signOut')}
        </Button>
      </form>
    </FullPageMessage>
  )
}

export default StartPage
