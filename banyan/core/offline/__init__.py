"""Forms that were filled in without a network: kept on the device, sent when it is back, each written once."""
