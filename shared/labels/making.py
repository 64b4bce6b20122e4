"""Which label is written: ours of what is made here, that of others where theirs is made over."""

from shared.labels import aigc
from shared.labels.aigc import Aigc, Fields
from shared.labels.found import NOTHING, TRAINED, Found


def of_generated(produce_id: str, theirs: Found = NOTHING) -> Found:
    """Of what a model has made for us. Where its provider has labelled it already, as the law asks
    of them too, we are who passes it on: nobody may take a label away."""
    ours = aigc.fields(aigc.of(produce_id))
    if theirs.aigc:
        ours = theirs.aigc | _propagated(produce_id)
    return Found(ours, theirs.source or TRAINED)


def carried(theirs: Found, propagate_id: str) -> Found:
    """Of what is made of a file that says that it is, or may be, generated: TC260's label as it
    is, and one where only IPTC's or C2PA's was there: a manifest is not true of another file."""
    if theirs.aigc or not theirs.verdict:
        return Found(theirs.aigc, theirs.source)
    label = aigc.IS if theirs.verdict == "generated" else aigc.MAY_BE
    told = aigc.fields(Aigc(label)) | _propagated(propagate_id)
    return Found(told, theirs.source)


def _propagated(propagate_id: str) -> Fields:
    ours = aigc.of(propagate_id)
    return {"ContentPropagator": ours.producer, "PropagateID": ours.produce_id}
