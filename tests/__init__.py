"""The proofs. tests/<room> mirrors banyan/; batteries, journeys and browser go across rooms; house guards the house."""
