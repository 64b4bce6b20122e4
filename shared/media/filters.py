"""Filters of ffmpeg: even sides within a box, and colours that every screen shows."""

from shared.ffmpeg.probe import Video

LONGEST = 3840  # pixels of a side
_BRIGHT = (  # of HDR to BT.709; without it films look washed out
    "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
    "zscale=t=bt709:m=bt709:r=tv,format=yuv420p"
)
PLAIN_COLOURS = "setparams=colorspace=bt709"  # in place of tags that no filter knows


def fitting(video: Video, width: int | None = None, height: int | None = None) -> str:
    """Within the box, never larger than it is; both sides even, as yuv420p needs them."""
    box = f"w='min({width or LONGEST},iw)':h='min({height or LONGEST},ih)'"
    scale = f"scale={box}:force_original_aspect_ratio=decrease:force_divisible_by=2"
    return f"{_BRIGHT},{scale}" if video.is_hdr else scale
