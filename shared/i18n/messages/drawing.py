"""Messages about what draws and makes videos, in Chinese and English."""

MESSAGES = {
    "no_image_model": (
        "还没有配置图片模型。请设置 DASHSCOPE_API_KEY，或用 IMAGES_API_URL / IMAGES_API_KEY / "
        "IMAGES_MODEL 指向兼容 OpenAI 的图片接口。本机没有自带的文生图模型；没有扣除积分。",
        "No model draws pictures: set DASHSCOPE_API_KEY, or point IMAGES_API_URL, IMAGES_API_KEY "
        "and IMAGES_MODEL at an OpenAI-compatible API for pictures. None runs on this machine; "
        "nothing was charged.",
    ),
    "no_pictures": (
        "模型 {name} 不能画图；能画图的有：{offered}。",
        "The model {name} does not draw; these do: {offered}.",
    ),
    "edits_nothing": (
        "模型 {name} 不能以图片为起点；请用 model 指定能编辑图片的模型。",
        "The model {name} does not begin from a picture: name one in model that edits pictures.",
    ),
    "size_not_drawn": (
        "不支持尺寸 {size}；支持的尺寸：{offered}。",
        "The size {size} is not drawn; these are: {offered}.",
    ),
    "prompt_too_long": (
        "模型 {name} 的提示词最多 {limit} 个字符；超出的部分会被服务商直接截断，因此没有提交。",
        "The model {name} takes prompts of at most {limit} characters; its provider would cut off "
        "the rest in silence, so nothing was sent.",
    ),
    "price_unknown": (
        "模型 {name} 还没有价格，启用积分时不能使用；请管理员为它设置 unit 价格。",
        "The model {name} has no price and cannot be used where credits count: an administrator "
        "may set its price by the unit.",
    ),
    "negative_unknown": (
        "模型 {name} 不支持 negative_prompt。",
        "The model {name} takes no negative_prompt.",
    ),
    "image_needed": (
        "模型 {name} 用于编辑图片，请在 image 中给出图片。",
        "The model {name} edits pictures: give it one in image.",
    ),
    "images_too_many": (
        "模型 {name} 最多以 {limit} 张图片为起点。",
        "The model {name} begins from at most {limit} pictures.",
    ),
    "mask_unknown": (
        "不支持 mask；请在 prompt 中说明要修改的地方。",
        "A mask is not taken: say in the prompt what to change.",
    ),
    "pictures_not_streamed": (
        "图片不能以流的方式返回；请去掉 stream。",
        "Pictures are not streamed: leave out stream.",
    ),
    "no_video_model": (
        "还没有配置视频模型：请设置 DASHSCOPE_API_KEY。没有扣除积分。",
        "No model makes videos: set DASHSCOPE_API_KEY. Nothing was charged.",
    ),
    "no_videos": (
        "模型 {name} 不能完成这个请求；有 image 时用图生视频模型，没有时用文生视频模型："
        "{offered}。",
        "The model {name} cannot do this; with an image, or without one, these can: {offered}.",
    ),
    "seconds_not_made": (
        "模型 {name} 生成的视频时长只能是：{offered} 秒。",
        "The model {name} makes videos of these seconds: {offered}.",
    ),
    "not_a_video": (
        "服务商返回的不是视频；积分已退回。",
        "What the provider returned is no video; the credits were given back.",
    ),
    "model_gone": (
        "模型 {name} 已不存在；积分已退回。",
        "The model {name} is not there any more; the credits were given back.",
    ),
    "upstream_forgot": (
        "服务商找不到这个任务；积分已退回，请重新提交。",
        "The provider does not know the task any more; the credits were given back. "
        "Please ask again.",
    ),
    "upstream_cancelled": (
        "服务商取消了这个任务；积分已退回。",
        "The provider cancelled the task; the credits were given back.",
    ),
}
