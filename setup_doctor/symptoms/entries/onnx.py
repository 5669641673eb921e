"""onnxruntime: models that are newer than it, and an older one that is found first."""

from __future__ import annotations

from setup_doctor.messages.text import text
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms.symptom import Weight, symptom

ONNX = (
    symptom(
        "packages.onnxruntime-two",
        r"The given version \[\d+\] is not supported, only version 1 to \d+ is supported",
        "Two onnxruntimes meet: the program was built for the newer one, and an older onnxruntime.dll is found first, most often "
        "that of Windows in System32.",
        by_hand(
            text(
                "Lay the newer onnxruntime.dll beside the program, or bring what brings the older one up to date"
            )
        ),
        weight=Weight.SHARP,
        needs=("onnxruntime",),
        apart="where onnxruntime.dll lists those that Windows finds.",
        seen=(
            (
                "The given version [17] is not supported, only version 1 to 10 is supported in this build.",
                "k2-fsa/sherpa-onnx#2528",
            ),
        ),
    ),
    symptom(
        "packages.onnxruntime-event-log",
        r"ETW registration failed|Error in ETW registration",
        "Windows did not let onnxruntime register for its event log, as in a program that may do little (a sandbox, a service). "
        "An older onnxruntime ends there; a newer one goes on without the log.",
        weight=Weight.SHARP,
        needs=("onnxruntime>=1.21",),
        seen=(
            (
                "ETW registration failed. Logging will be broken: -2147024882",
                "microsoft/onnxruntime#22475",
            ),
        ),
    ),
    symptom(
        "packages.onnxruntime-old",
        r"Unsupported model IR version|Unknown model file format version|ValidateOpsetForDomain|No Op registered for|Opset \d+ is under development",
        "The model was written for a newer onnxruntime than the one that reads it.",
        by_hand(text("A program that brings an onnxruntime of its own has to be newer itself")),
        weight=Weight.SHARP,
        needs=("onnxruntime",),
        seen=(
            (
                "[ONNXRuntimeError] : 2 : INVALID_ARGUMENT : Failed to load model with error: Unsupported model IR version: 10, "
                "max supported IR version: 9",
                "microsoft/onnxscript#1288",
            ),
            (
                "Failed to load model with error: /x/onnxruntime/core/graph/model_load_utils.h:47 void "
                "onnxruntime::model_load_utils::ValidateOpsetForDomain(const std::unordered_map<std::basic_string<char>, int>&) "
                "Opset 19 is under development and support for this is limited.",
                "k2-fsa/sherpa-onnx#1536",
            ),
            (
                "InvalidGraph: [ONNXRuntimeError] : 10 : INVALID_GRAPH : This is an invalid model. Error in Node:Mul : No Op "
                "registered for Mul with domain_version of 13",
                "microsoft/DNS-Challenge#102",
            ),
        ),
    ),
    symptom(
        "models.other-kind",
        r"unknown tensor '[^'\n]*' in model file|Failed to create a new whisper context|failed to initialize whisper context"
        r"|invalid model (?:data|file) '?[^\n]*\(bad magic\)",
        "whisper.cpp cannot read the file of the model: it is cut, or is none of its own kind (ggml-....bin).",
        by_hand(
            text("Delete the file, and download it again from its page"),
            "https://huggingface.co/ggerganov/whisper.cpp",
        ),
        weight=Weight.VAGUE,
        apart="If it is whole, the memory was not enough: a smaller model tells it.",
        seen=(
            (
                "whisper_model_load: unknown tensor '' in model file\nerror: failed to initialize whisper context",
                "regstuff/whisper.cpp_windows#7",
            ),
        ),
    ),
)
