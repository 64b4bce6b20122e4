"""A model is asked by the OpenAI protocol: catalogue, messages, transport, what errors mean."""
