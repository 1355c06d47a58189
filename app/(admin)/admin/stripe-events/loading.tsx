import { StripeEventsSkeleton } from '@/components/stripe-events/stripe-events-skeleton'
import { Header } from './header'

const Loading = () => (
  <>
    <Header />
    <StripeEventsSkeleton />
  </>
)

export default Loading
